// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/expressionfault.h"
#include "app/scenario/scriptcontext.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace heliograph {

template <typename T> using ExpressionResult = tl::expected<T, ExpressionError>;

/// Gives the value of the name at @p index of a list of names. Asked only for names that the
/// expression may use; QJsonValue::Undefined is undefined.
using ExpressionValues = std::function<QJsonValue(int index)>;

/// Evaluates JavaScript expressions at once. One world with its own heap: what an expression
/// assigns to a global name, the next one finds there. Beside the language itself it knows
/// uuid(), random() in [0, 1), random(a, b), a whole number from a to b, and pick(...), one of its
/// arguments; it has no I/O.
///
/// An expression that throws, or takes longer than the limit, is an error; the engine stays usable.
/// What the engine cannot interrupt blocks the caller (see ExpressionThread, which survives that).
/// Made, used and destroyed on one thread. Sources are compiled once and kept.
class ExpressionEngine {
public:
    explicit ExpressionEngine(std::chrono::milliseconds limit = std::chrono::milliseconds(100),
                              std::shared_ptr<ScriptWatch> watch = std::make_shared<ScriptWatch>());
    ~ExpressionEngine();
    ExpressionEngine(const ExpressionEngine &) = delete;
    ExpressionEngine &operator=(const ExpressionEngine &) = delete;

    /// What is wrong with @p source before it is evaluated; nothing when it is one expression.
    [[nodiscard]] std::optional<ExpressionError> check(const QString &source,
                                                       const QStringList &names);

    /// The value of @p source as text: strings as they are, objects as compact JSON (dates as ISO
    /// 8601), others as String() writes them. undefined and promises are errors, as is text longer
    /// than longestText.
    [[nodiscard]] ExpressionResult<QString> text(const QString &source, const QStringList &names,
                                                 const ExpressionValues &values);

    /// Whether the value of @p source is truthy.
    [[nodiscard]] ExpressionResult<bool> test(const QString &source, const QStringList &names,
                                              const ExpressionValues &values);

    /// The value of @p source as JSON; Undefined where JSON has no such value.
    [[nodiscard]] ExpressionResult<QJsonValue> json(const QString &source, const QStringList &names,
                                                    const ExpressionValues &values);

    /// The same with the members of @p arguments as names.
    [[nodiscard]] ExpressionResult<QString> text(const QString &source,
                                                 const QJsonObject &arguments = {});
    [[nodiscard]] ExpressionResult<bool> test(const QString &source,
                                              const QJsonObject &arguments = {});
    [[nodiscard]] ExpressionResult<QJsonValue> json(const QString &source,
                                                    const QJsonObject &arguments = {});

    /// Starts over with an empty world.
    void reset();

    static constexpr qsizetype longestText =
        qsizetype{64} * 1024 * 1024; ///< of a result, UTF-16 units
    static constexpr qsizetype longestSource = qsizetype{1024} * 1024; ///< of an expression

private:
    enum class As { Text, Truth, Json };
    struct Compiled;
    struct World;

    [[nodiscard]] ExpressionResult<const Compiled *> compiled(const QString &source,
                                                              const QStringList &names);
    [[nodiscard]] ExpressionResult<JSValueRef>
    run(As as, const QString &source, const QStringList &names, const ExpressionValues &values);
    [[nodiscard]] ExpressionError takeFault(const QString &source);

    std::chrono::milliseconds m_limit;
    std::shared_ptr<ScriptWatch> m_watch;
    std::unique_ptr<World> m_world;
};

} // namespace heliograph
