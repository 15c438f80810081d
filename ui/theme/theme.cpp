// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/plaintooltips.h"
#include "ui/theme/stylesheet.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QPalette>
#include <QProxyStyle>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QTableView>
#include <QVariant>
#include <QWidget>

#include <algorithm>
#include <array>

// Outside of any namespace: the macro declares a function of the global one.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace heliograph::theme {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

// In the order of Role; the table of design.md, section 7.
constexpr std::array<Pair, 10> Colors{{
    {0xfff4f5f7, 0xff14171c}, // window
    {0xffffffff, 0xff1b2027}, // surface
    {0xffdde1e7, 0xff2b323c}, // line
    {0xff1b2430, 0xffe6eaf0}, // text
    {0xff69737f, 0xff8b96a5}, // quiet text
    {0xff1e9e6a, 0xff3fc88b}, // good
    {0xffb96b00, 0xffe0a03a}, // warning
    {0xffd23b3b, 0xffff6b6b}, // bad
    {0xff2f6feb, 0xff5b93ff}, // accent
    {0xffe8f0fe, 0xff22304a}, // selection
}};

// Hues for event types. Red is not among them: it is for types that tell of trouble.
constexpr std::array<Pair, 8> EventColors{{
    {0xff2f6feb, 0xff5b93ff}, // blue
    {0xff657300, 0xffb5c43f}, // olive
    {0xffb96b00, 0xffe0a03a}, // amber
    {0xffc03a78, 0xffff8ab8}, // pink
    {0xffa3389c, 0xffd67fd0}, // purple
    {0xff1e9e6a, 0xff3fc88b}, // green
    {0xff0b8599, 0xff3fbfd4}, // teal
    {0xff6b4fd8, 0xffa48bff}, // violet
}};

// The palette is one per application, and so is what it was made from.
Mode s_mode = Mode::System;
bool s_dark = false;

QColor pick(const Pair &pair)
{
    return QColor::fromRgb(s_dark ? pair.dark : pair.light);
}

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    QApplication::setPalette(QPalette()); // the platform's, which ours had covered
    return QApplication::palette().color(QPalette::Window).lightness() < 128
        || QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
#endif
}

void keepToolTipsPlain(QApplication &app)
{
    if (!app.findChild<PlainToolTips *>(QString(), Qt::FindDirectChildrenOnly))
        app.installEventFilter(new PlainToolTips(&app));
}

void followSystem(QApplication &app)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    static const char *const Mark = "heliographFollowsSystem";
    if (app.property(Mark).toBool())
        return;
    app.setProperty(Mark, true);
    QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, &app, [&app] {
        if (s_mode == Mode::System)
            apply(app, Mode::System);
    });
#else
    Q_UNUSED(app)
#endif
}

QPalette palette()
{
    const QColor text = color(Role::Text);
    const QColor quiet = color(Role::QuietText);
    QPalette result(color(Role::Surface), color(Role::Surface));
    result.setColor(QPalette::Window, color(Role::Surface));
    result.setColor(QPalette::Base, color(Role::Surface));
    result.setColor(QPalette::AlternateBase, color(Role::Window));
    result.setColor(QPalette::Button, color(Role::Surface));
    result.setColor(QPalette::ToolTipBase, color(Role::Surface));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::ToolTipText, QPalette::BrightText})
        result.setColor(role, text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, quiet);
    result.setColor(QPalette::PlaceholderText, quiet);
    result.setColor(QPalette::Highlight, color(Role::Selection));
    result.setColor(QPalette::HighlightedText, text);
    result.setColor(QPalette::Link, color(Role::Accent));
    result.setColor(QPalette::LinkVisited, color(Role::Accent));
    result.setColor(QPalette::Light, color(Role::Surface));
    for (const auto role : {QPalette::Mid, QPalette::Midlight, QPalette::Dark})
        result.setColor(role, color(Role::Line));
    return result;
}

/// Fusion with room beside the texts of a table, and no frame around the current cell of a view:
/// the row is marked already.
class WindowStyle final : public QProxyStyle {
public:
    WindowStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) { }

    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override
    {
        if (metric == PM_FocusFrameHMargin && qobject_cast<const QTableView *>(widget))
            return qRound(widget->fontMetrics().height() * 0.5) - 1;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        if (element != PE_FrameFocusRect || !qobject_cast<const QAbstractItemView *>(widget))
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
};

QFont scaled(QFont font, double factor)
{
    const QFont base = QApplication::font();
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * factor);
    else
        font.setPixelSize(qMax(6, qRound(base.pixelSize() * factor)));
    return font;
}

bool tellsOfTrouble(const QByteArray &type)
{
    const QByteArray lower = type.toLower();
    constexpr std::array words{"alert", "error", "fail", "critical", "fatal"};
    return std::any_of(words.cbegin(), words.cend(),
                       [&lower](const char *word) { return lower.contains(word); });
}

/// Lets the style sheet look at the widget's properties again. A widget not shown yet is polished
/// later anyway, and may still be under construction.
void repolish(QWidget *widget)
{
    if (!widget->testAttribute(Qt::WA_WState_Polished))
        return;
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QString nameOf(Look look)
{
    switch (look) {
    case Look::Plain:
        return QStringLiteral("Plain");
    case Look::Accent:
        return QStringLiteral("Accent");
    case Look::Flat:
        return QStringLiteral("Flat");
    case Look::Pill:
        return QStringLiteral("Pill");
    case Look::Quiet:
        return QStringLiteral("Quiet");
    case Look::Caption:
        return QStringLiteral("Caption");
    case Look::Heading:
        return QStringLiteral("Heading");
    case Look::Small:
        return QStringLiteral("Small");
    case Look::Warning:
        return QStringLiteral("Warning");
    case Look::Bad:
        return QStringLiteral("Bad");
    case Look::Fixed:
        return QStringLiteral("Fixed");
    case Look::Panel:
        return QStringLiteral("Panel");
    case Look::Strip:
        return QStringLiteral("Strip");
    case Look::Line:
        return QStringLiteral("Line");
    }
    return {};
}

} // namespace

void apply(QApplication &app, Mode mode)
{
    initIcons();
    s_mode = mode;
    app.setStyleSheet({});
    QApplication::setStyle(new WindowStyle);
    s_dark = mode == Mode::Dark || (mode == Mode::System && systemIsDark());
    QApplication::setPalette(palette());
    app.setStyleSheet(styleSheet());
    followSystem(app);
    keepToolTipsPlain(app);
}

Mode mode()
{
    return s_mode;
}

bool isDark()
{
    return s_dark;
}

QColor color(Role role)
{
    return pick(Colors.at(static_cast<std::size_t>(role)));
}

QColor faded(QColor color, double share)
{
    color.setAlphaF(float(share * color.alphaF()));
    return color;
}

QColor eventColor(const QByteArray &eventType)
{
    if (eventType.isEmpty())
        return color(Role::QuietText);
    if (tellsOfTrouble(eventType))
        return color(Role::Bad);
    quint32 hash = 2166136261U; // FNV-1a: the same colour in every run
    for (const char c : eventType)
        hash = (hash ^ static_cast<quint8>(c)) * 16777619U;
    return pick(EventColors.at((hash >> 4U) % EventColors.size()));
}

QFont fixedFont()
{
    QFont font = scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.93);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont smallFont()
{
    return scaled(QApplication::font(), 0.88);
}

int rowHeight()
{
    return qRound(QFontMetrics(QApplication::font()).height() * 1.7);
}

int indicatorIndent()
{
    return qRound(QFontMetrics(QApplication::font()).height() * 0.85) + 6;
}

void setLook(QWidget *widget, Look look)
{
    const QString name = nameOf(look);
    if (widget->property("look").toString() == name)
        return;
    widget->setProperty("look", name);
    if (look == Look::Panel || look == Look::Strip || look == Look::Line)
        widget->setAttribute(Qt::WA_StyledBackground);
    repolish(widget);
}

void setInvalid(QWidget *field, bool invalid)
{
    if (field->property("invalid").toBool() == invalid)
        return;
    field->setProperty("invalid", invalid);
    repolish(field);
}

} // namespace heliograph::theme
