// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/draftfiller.h"

#include "app/core/say.h"

#ifdef HELIOGRAPH_SCRIPTING
#include "app/compose/template.h"
#include "app/scenario/expression.h"
#endif

#include <QElapsedTimer>

#include <algorithm>
#include <array>

namespace heliograph {

namespace {

/// A field of text that may hold templates.
struct TextField {
    DraftField field;
    QString Draft::*text;
};

constexpr std::array textFields{
    TextField{DraftField::Endpoint, &Draft::endpoint}, TextField{DraftField::Event, &Draft::event},
    TextField{DraftField::Id, &Draft::ownId},          TextField{DraftField::Retry, &Draft::retry},
    TextField{DraftField::Comment, &Draft::comment},
};

/// Whether @p field of @p draft is sent at all.
bool isSent(const Draft &draft, DraftField field)
{
    if (field == DraftField::Id)
        return draft.idChoice == IdChoice::Own;
    return field != DraftField::Data || !draft.withoutData;
}

#ifdef HELIOGRAPH_SCRIPTING

constexpr std::chrono::milliseconds longestInAll{2000};

/// Fills in one draft, field by field.
class Filling {
public:
    Filling(FillMoment moment, ExpressionEngine &engine, DraftFiller::Place &place)
        : m_moment(moment), m_engine(engine), m_place(place)
    {
        m_timer.start();
    }

    DraftErrors errors;

    [[nodiscard]] QString filled(DraftField field, const QString &text)
    {
        if (!text.contains(QLatin1String("${")))
            return text;
        m_place = field;
        const auto parts = splitTemplate(text);
        if (!parts) {
            errors.add(field, parts.error().message, parts.error().position, parts.error().length);
            return text;
        }
        QString result;
        for (const TemplatePart &part : *parts) {
            if (const QString wrong = append(result, part); !wrong.isEmpty()) {
                errors.add(field, wrong, part.position, part.length);
                return text;
            }
        }
        return result;
    }

private:
    /// Appends the value of @p part to @p result; or says why not.
    [[nodiscard]] QString append(QString &result, const TemplatePart &part)
    {
        if (part.isExpression) {
            const auto value = valueOf(part.text);
            if (!value)
                return value.error().message;
            result += *value;
        } else {
            result += part.text;
        }
        if (result.size() > DraftFiller::mostBytes)
            return say("The event would be longer than 64 MiB. Shorten it.");
        if (m_timer.hasExpired(longestInAll.count()))
            return say("The templates of the event take longer than 2 s. Use fewer.");
        return {};
    }

    [[nodiscard]] ExpressionResult<QString> valueOf(const QString &source)
    {
        // Never destroyed: a thread that was given up may still come here as the program ends.
        static const auto &names = *new QStringList{QStringLiteral("seq"), QStringLiteral("t")};
        return m_engine.text(source, names, [this](int name) {
            return name == 0 ? QJsonValue(double(m_moment.seq)) : QJsonValue(m_moment.seconds);
        });
    }

    FillMoment m_moment;
    ExpressionEngine &m_engine;
    DraftFiller::Place &m_place;
    QElapsedTimer m_timer;
};

tl::expected<Draft, DraftErrors> filledIn(const Draft &draft, FillMoment moment,
                                          ExpressionEngine &engine, DraftFiller::Place &place)
{
    Filling filling(moment, engine, place);
    Draft result = draft;
    for (const TextField &one : textFields) {
        if (isSent(draft, one.field))
            result.*one.text = filling.filled(one.field, draft.*one.text);
    }
    if (isSent(draft, DraftField::Data) && draft.data.contains("${"))
        result.data = filling.filled(DraftField::Data, QString::fromUtf8(draft.data)).toUtf8();
    qsizetype size = result.data.size();
    for (const TextField &one : textFields)
        size += (result.*one.text).size();
    if (size > DraftFiller::mostBytes && filling.errors.isEmpty())
        filling.errors.add(DraftField::Whole,
                           say("The event would be longer than 64 MiB. Shorten it."));
    if (!filling.errors.isEmpty())
        return tl::unexpected(filling.errors);
    return result;
}

#else

tl::expected<Draft, DraftErrors> filledIn(const Draft &draft, FillMoment, ExpressionEngine &,
                                          DraftFiller::Place &)
{
    DraftErrors errors;
    const QString message = say("This build has no scripting. Switch templates off under More to "
                                "send the text as it is.");
    for (const TextField &one : textFields) {
        const qsizetype at = (draft.*one.text).indexOf(QLatin1String("${"));
        if (isSent(draft, one.field) && at >= 0)
            errors.add(one.field, message, at, 2);
    }
    const qsizetype at = QString::fromUtf8(draft.data).indexOf(QLatin1String("${"));
    if (isSent(draft, DraftField::Data) && at >= 0)
        errors.add(DraftField::Data, message, at, 2);
    return tl::unexpected(errors);
}

#endif

} // namespace

bool usesTemplates(const Draft &draft)
{
    if (draft.mode != DraftMode::Event || !draft.hasTemplates)
        return false;
    const bool inText =
        std::any_of(textFields.begin(), textFields.end(), [&](const TextField &one) {
            return isSent(draft, one.field) && (draft.*one.text).contains(QLatin1String("${"));
        });
    return inText || (isSent(draft, DraftField::Data) && draft.data.contains("${"));
}

tl::expected<Draft, DraftErrors> DraftFiller::fill(const Draft &draft, FillMoment moment,
                                                   ExpressionEngine &engine, Place &place)
{
    tl::expected<Draft, DraftErrors> result = draft;
    if (usesTemplates(draft))
        result = filledIn(draft, moment, engine, place);
    place = DraftField::Whole;
    if (!result)
        return result;
    DraftErrors errors = check(*result);
    if (!errors.isEmpty())
        return tl::unexpected(std::move(errors));
    return result;
}

} // namespace heliograph
