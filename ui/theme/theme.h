// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QFont>

class QApplication;
class QWidget;

/// Colours, fonts and the style sheet of every window. GUI thread only.
///
/// Colours are looked up when they are painted, never kept: after a change of theme every widget
/// gets QEvent::PaletteChange and asks again.
namespace heliograph::theme {

/// What a colour means. Fields and the strip behind tabs are Window on a Surface panel.
enum class Role { Window, Surface, Line, Text, QuietText, Good, Warning, Bad, Accent, Selection };

enum class Mode { System, Light, Dark };

/// How a widget differs from its kind's plain look.
enum class Look {
    Plain,
    Accent, ///< a button: the one action of its panel
    Flat, ///< a button without border
    Pill, ///< a small, fully rounded button
    Quiet, ///< a label in the quiet colour
    Caption, ///< a label above a field: quiet and small
    Heading, ///< a label that names a panel
    Small, ///< a label beside a caption
    Warning, ///< a label that says what to watch
    Bad, ///< a label that says what is wrong
    Fixed, ///< a label, field or button in the fixed font
    Panel, ///< a container with the surface as its background
    Strip, ///< a container with the window colour as its background
    Line, ///< a line between two panels, one pixel wide or high
};

/// Sets style, palette and style sheet; can be called again at any time. Mode::System follows the
/// system's light or dark, at run time where Qt tells of changes (6.5).
void apply(QApplication &app, Mode mode);

[[nodiscard]] Mode mode();
[[nodiscard]] bool isDark();

[[nodiscard]] QColor color(Role role);

/// @p color with @p share (0 to 1) of its opacity.
[[nodiscard]] QColor faded(QColor color, double share);

/// The colour of an event type, the same everywhere. Types that tell of trouble are red; an empty
/// type (a block that dispatches nothing) is quiet.
[[nodiscard]] QColor eventColor(const QByteArray &eventType);

/// For wire data, addresses and ids. Scales with the application's font.
[[nodiscard]] QFont fixedFont();

/// For captions and table headers.
[[nodiscard]] QFont smallFont();

/// Height of a table row, in pixels.
[[nodiscard]] int rowHeight();

/// How far the text of a check box or a radio button stands from its left edge, in pixels.
[[nodiscard]] int indicatorIndent();

void setLook(QWidget *widget, Look look);

/// Marks a field red, or takes the mark away.
void setInvalid(QWidget *field, bool invalid);

} // namespace heliograph::theme
