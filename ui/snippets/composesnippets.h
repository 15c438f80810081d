// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace heliograph {

class ComposePanel;
class SnippetsPanel;

/// Brings the snippets to where events are composed: Save beside Send, the strip of the soundboard
/// below it, and in the line at the bottom what came of those that were sent.
void addSnippets(ComposePanel &compose, SnippetsPanel &snippets);

} // namespace heliograph
