// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QHash>

namespace heliograph::theme {

namespace {

/// Written with @name for a colour or a size; see values().
const char *const Template = R"(
QMainWindow, QDialog { background: @surface; }
QWidget[look="Panel"] { background: @surface; }
QWidget[look="Strip"] { background: @window; }
QWidget[look="Line"] { background: @line; }
QTabWidget > QStackedWidget { background: @surface; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QBalloonTip QLabel { color: #1b2430; } /* Qt's own notification, always on light yellow */
QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: @half; }

QPushButton, QToolButton {
    background: @surface; color: @text; border: 1px solid @line; border-radius: 6px;
    padding: @padV @padH;
}
QToolButton { padding: @padV @pad; }
QPushButton:hover, QToolButton:hover { background: @window; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked,
QPushButton:open, QToolButton:open { background: @selection; }
QPushButton:focus, QToolButton:focus { border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @disabled; }
QPushButton[look="Accent"] {
    background: @accent; color: @onAccent; border-color: @accent; font-weight: 600;
}
QPushButton[look="Accent"]:hover, QPushButton[look="Accent"]:pressed { background: @accentHover; }
QPushButton[look="Accent"]:focus { border-color: @text; }
QPushButton[look="Accent"]:disabled {
    background: @window; color: @disabled; border-color: @line;
}
QPushButton[look="Flat"], QToolButton[look="Flat"] {
    border-color: transparent; background: transparent; color: @quiet; padding: 2px @half;
}
QPushButton[look="Flat"]:hover, QToolButton[look="Flat"]:hover { color: @text; }
QPushButton[look="Flat"]:checked, QToolButton[look="Flat"]:checked {
    background: @selection; color: @text; font-weight: 600;
}
QPushButton[look="Flat"]:disabled, QToolButton[look="Flat"]:disabled { color: @disabled; }
QPushButton[look="Flat"]:focus, QToolButton[look="Flat"]:focus { border-color: @accent; }
QPushButton[look="Pill"], QToolButton[look="Pill"] {
    border-radius: @pillRadius; padding: 1px @pad; font-size: @small;
}
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit {
    background: @window; color: @text; border: 1px solid @line; border-radius: 6px;
    selection-background-color: @accent; selection-color: @onAccent;
}
QLineEdit, QAbstractSpinBox, QComboBox { padding: @fieldV @half; }
QPlainTextEdit, QTextEdit { padding: 2px; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border-color: @accent;
}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @disabled; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QPlainTextEdit[invalid="true"],
QAbstractSpinBox[invalid="true"] { border-color: @bad; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; }
QComboBox::drop-down { border: none; width: @arrowBox; }
QComboBox::down-arrow { image: url(:/icons/chevron-@scheme.svg); width: @arrow; height: @arrow; }
QComboBox QAbstractItemView {
    background: @surface; border: 1px solid @line; outline: none;
    selection-background-color: @selection; selection-color: @text;
}
*[look="Fixed"] { font-family: "@fixedFamily"; font-size: @fixedSize; }

QLabel[look="Quiet"] { color: @quiet; }
QLabel[look="Caption"] { color: @quiet; font-size: @small; }
QLabel[look="Heading"] { font-weight: 600; }
QLabel[look="Small"] { font-size: @small; }
QLabel[look="Warning"] { color: @warning; font-size: @small; }
QLabel[look="Bad"] { color: @bad; font-size: @small; }

QCheckBox::indicator {
    width: @check; height: @check; border: 1px solid @quiet; border-radius: 3px;
    background: @window;
}
QCheckBox::indicator:checked {
    background: @accent; border-color: @accent; image: url(:/icons/check-@scheme.svg);
}
QRadioButton::indicator {
    width: @radio; height: @radio; border: 1px solid @quiet; border-radius: @radioRound;
    background: @window;
}
QRadioButton::indicator:checked { border: @radioDot solid @accent; background: @onAccent;
    width: @radioHole; height: @radioHole; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }

QTabWidget::pane { border: none; border-top: 1px solid @line; top: -1px; }
QTabWidget::tab-bar { left: @padH; }
QTabBar { background: @window; }
QTabBar::tab {
    background: transparent; color: @quiet; border: 1px solid transparent;
    border-bottom: 1px solid @line; padding: @tabV @tabH; margin-top: @pad;
}
QTabBar::tab:selected {
    background: @surface; color: @text; border-color: @line; border-bottom-color: @surface;
    border-top-left-radius: 6px; border-top-right-radius: 6px; font-weight: 600;
}
QTabBar::tab:hover:!selected { color: @text; }
QTabBar::tab:focus { color: @accent; }

QAbstractItemView { background: @surface; border: none; outline: none; gridline-color: @line; }
QListWidget::item { padding: @fieldV @half; border: none; }
QListWidget::item:selected { background: @selection; color: @text; border-radius: 4px; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section {
    background: @surface; color: @quiet; border: none; border-bottom: 1px solid @line;
    padding: @half @pad; font-size: @small;
}
QTableCornerButton::section { background: @surface; border: none; }

QMenu { background: @surface; color: @text; border: 1px solid @line; padding: 4px 0; }
QMenu::item { padding: @fieldV @menuH; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 0; }

QStatusBar { background: @surface; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QDockWidget { color: @text; titlebar-close-icon: none; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: @scroll; }
QScrollBar:horizontal { height: @scroll; }
QScrollBar::handle { background: @handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
)";

QColor mixed(Role over, Role under, double share)
{
    const QColor a = color(over);
    const QColor b = color(under);
    const auto mix = [share](int x, int y) {
        return static_cast<int>(x * share + y * (1 - share));
    };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QString pixels(double value)
{
    return QStringLiteral("%1px").arg(qMax(1, qRound(value)));
}

void addColors(QHash<QString, QString> &values)
{
    const auto add = [&values](const char *name, const QColor &value) {
        values.insert(QLatin1String(name), value.name());
    };
    add("window", color(Role::Window));
    add("surface", color(Role::Surface));
    add("line", color(Role::Line));
    add("text", color(Role::Text));
    add("quiet", color(Role::QuietText));
    add("warning", color(Role::Warning));
    add("bad", color(Role::Bad));
    add("accent", color(Role::Accent));
    add("selection", color(Role::Selection));
    add("accentHover", mixed(Role::Accent, Role::Text, 0.88));
    add("disabled", mixed(Role::QuietText, Role::Surface, 0.6));
    add("handle", mixed(Role::QuietText, Role::Surface, 0.4));
    add("onAccent", isDark() ? QColor(0x0b, 0x12, 0x20) : QColor(Qt::white));
}

void addSizes(QHash<QString, QString> &values)
{
    const double em = QFontMetrics(QApplication::font()).height(); // about 15 at 9 points
    const auto add = [&values, em](const char *name, double ems) {
        values.insert(QLatin1String(name), pixels(ems * em));
    };
    add("padV", 0.3);
    add("padH", 0.75);
    add("pad", 0.5);
    add("half", 0.27);
    add("fieldV", 0.2);
    add("tabV", 0.4);
    add("tabH", 0.85);
    add("menuH", 1.4);
    add("scroll", 0.65);
    add("arrow", 0.6);
    add("arrowBox", 1.1);
    add("check", 0.85);
    add("pillRadius", 0.55);
    // The border belongs to the indicator's size: checked or not, it is as large.
    const int radio = qMax(9, qRound(0.85 * em)) | 1;
    const int dot = qMax(3, radio / 3);
    add("radio", (radio - 2) / em);
    add("radioHole", (radio - 2 * dot) / em);
    add("radioDot", dot / em);
    const int radius = radio / 2;
    add("radioRound", radius / em);
    values.insert(QStringLiteral("small"), pixels(QFontInfo(smallFont()).pixelSize()));
    values.insert(QStringLiteral("fixedSize"), pixels(QFontInfo(fixedFont()).pixelSize()));
    values.insert(QStringLiteral("fixedFamily"), fixedFont().family());
    values.insert(QStringLiteral("scheme"),
                  isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
}

bool isNameCharacter(QChar c)
{
    return c.isLetter();
}

} // namespace

QString styleSheet()
{
    QHash<QString, QString> values;
    addColors(values);
    addSizes(values);
    const QString source = QLatin1String(Template);
    QString result;
    result.reserve(source.size() * 2);
    for (qsizetype at = 0; at < source.size();) {
        if (source.at(at) != QLatin1Char('@')) {
            result += source.at(at++);
            continue;
        }
        qsizetype end = at + 1;
        while (end < source.size() && isNameCharacter(source.at(end)))
            ++end;
        Q_ASSERT(values.contains(source.mid(at + 1, end - at - 1)));
        result += values.value(source.mid(at + 1, end - at - 1));
        at = end;
    }
    return result;
}

} // namespace heliograph::theme
