// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"
#include "app/notifications/ratelimiter.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {
constexpr RuleId one{1};
constexpr RuleId two{2};
} // namespace

class RateLimiterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneRuleSpeaksOncePerPause();
    void countsWhatItHeldBack();
    void rulesDoNotSilenceEachOther();
    void allRulesShareTheMinute();
    void theMinuteSlides();
    void withoutAPauseOnlyTheMinuteCounts();
    void forgottenRuleStartsAnew();

private:
    std::optional<quint64> admit(RateLimiter &limiter, RuleId rule = one)
    {
        return limiter.admit(rule, m_clock.monotonic());
    }

    ManualClock m_clock;
};

void RateLimiterTest::oneRuleSpeaksOncePerPause()
{
    RateLimiter limiter;
    QVERIFY(admit(limiter));
    m_clock.advance(4'999ms);
    QVERIFY(!admit(limiter));
    m_clock.advance(1ms);
    QVERIFY(admit(limiter));
}

void RateLimiterTest::countsWhatItHeldBack()
{
    RateLimiter limiter;
    QCOMPARE(admit(limiter), std::optional<quint64>(0));
    for (int i = 0; i < 311; ++i)
        QVERIFY(!admit(limiter));
    m_clock.advance(5s);
    QCOMPARE(admit(limiter), std::optional<quint64>(311));
    m_clock.advance(5s);
    QCOMPARE(admit(limiter), std::optional<quint64>(0));
}

void RateLimiterTest::rulesDoNotSilenceEachOther()
{
    RateLimiter limiter;
    QVERIFY(admit(limiter, one));
    QVERIFY(admit(limiter, two));
    QVERIFY(!admit(limiter, one));
    m_clock.advance(5s);
    QCOMPARE(admit(limiter, two), std::optional<quint64>(0));
    QCOMPARE(admit(limiter, one), std::optional<quint64>(1));
}

void RateLimiterTest::allRulesShareTheMinute()
{
    RateLimiter limiter({5s, 10});
    for (quint64 rule = 1; rule <= 10; ++rule)
        QVERIFY(admit(limiter, RuleId{rule}));
    QVERIFY(!admit(limiter, RuleId{11}));
    m_clock.advance(59s);
    QVERIFY(!admit(limiter, RuleId{11}));
    m_clock.advance(1s);
    QCOMPARE(admit(limiter, RuleId{11}), std::optional<quint64>(2));
}

void RateLimiterTest::theMinuteSlides()
{
    RateLimiter limiter({0s, 2});
    QVERIFY(admit(limiter));
    m_clock.advance(30s);
    QVERIFY(admit(limiter));
    m_clock.advance(29s);
    QVERIFY(!admit(limiter));
    m_clock.advance(1s); // the first is a minute old
    QVERIFY(admit(limiter));
    QVERIFY(!admit(limiter));
    m_clock.advance(30s); // and so is the second
    QVERIFY(admit(limiter));
}

void RateLimiterTest::withoutAPauseOnlyTheMinuteCounts()
{
    RateLimiter limiter({0s, 600});
    for (int i = 0; i < 600; ++i)
        QVERIFY(admit(limiter));
    QVERIFY(!admit(limiter));
}

void RateLimiterTest::forgottenRuleStartsAnew()
{
    RateLimiter limiter;
    QVERIFY(admit(limiter));
    QVERIFY(!admit(limiter));
    limiter.forget(one);
    QCOMPARE(admit(limiter), std::optional<quint64>(0));
}

QTEST_APPLESS_MAIN(RateLimiterTest)
#include "tst_ratelimiter.moc"
