// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recording/recordingindex.h"

#include <atomic>
#include <vector>

namespace heliograph {

/// How many blocks of a recording fall into each of @p parts equal parts of its duration. Exact
/// for up to 100,000 rows, which are read once more; of longer recordings, as exact as the index
/// knows. For a pool thread. Empty when it was cancelled or has no duration.
[[nodiscard]] std::vector<quint32> playerShape(const RecordingIndex &index, int parts,
                                               const std::atomic_bool &cancelled);

} // namespace heliograph
