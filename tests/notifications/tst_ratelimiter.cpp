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
    void nothingHeldBackIsNotSummedUp();
    void sumsUpWhenThePauseIsOver();
    void sumsUpWhenTheMinuteAllows();
    void whoWaitsLongestSumsUpFirst();
    void oneRuleDoesNotTakeTheWholeMinute();
    void forgetsWhatWasHeldBack();

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

void RateLimiterTest::nothingHeldBackIsNotSummedUp()
{
    RateLimiter limiter;
    QVERIFY(!limiter.nextSummary());
    QVERIFY(admit(limiter));
    QVERIFY(!limiter.nextSummary());
    QCOMPARE(limiter.takeSummary(m_clock.monotonic()).count, quint64{0});
}

void RateLimiterTest::sumsUpWhenThePauseIsOver()
{
    RateLimiter limiter;
    const auto start = m_clock.monotonic();
    QVERIFY(admit(limiter));
    for (int i = 0; i < 12; ++i)
        QVERIFY(!admit(limiter));
    QCOMPARE(limiter.nextSummary(), std::optional<std::chrono::nanoseconds>(start + 5s));
    m_clock.advance(4'999ms);
    QCOMPARE(limiter.takeSummary(m_clock.monotonic()).count, quint64{0});
    m_clock.advance(1ms);
    const RateLimiter::Held held = limiter.takeSummary(m_clock.monotonic());
    QCOMPARE(held.rule, one);
    QCOMPARE(held.count, quint64{12});
    QVERIFY(!limiter.nextSummary());
    QVERIFY(!admit(limiter)); // to sum up is to speak
}

void RateLimiterTest::sumsUpWhenTheMinuteAllows()
{
    RateLimiter limiter({0s, 2});
    const auto start = m_clock.monotonic();
    QVERIFY(admit(limiter));
    m_clock.advance(10s);
    QVERIFY(admit(limiter));
    QVERIFY(!admit(limiter, two));
    QCOMPARE(limiter.nextSummary(), std::optional<std::chrono::nanoseconds>(start + 60s));
    limiter.setLimits({0s, 1}); // tightened meanwhile
    QCOMPARE(limiter.nextSummary(), std::optional<std::chrono::nanoseconds>(start + 70s));
    m_clock.advance(60s);
    QCOMPARE(limiter.takeSummary(m_clock.monotonic()).rule, two);
}

void RateLimiterTest::whoWaitsLongestSumsUpFirst()
{
    RateLimiter limiter({5s, 10});
    QVERIFY(admit(limiter, two));
    m_clock.advance(1s);
    QVERIFY(admit(limiter, one));
    QVERIFY(!admit(limiter, one));
    QVERIFY(!admit(limiter, two));
    m_clock.advance(10s);
    QCOMPARE(limiter.takeSummary(m_clock.monotonic()).rule, two);
    QCOMPARE(limiter.takeSummary(m_clock.monotonic()).rule, one);
    QCOMPARE(limiter.takeSummary(m_clock.monotonic()).count, quint64{0});
}

void RateLimiterTest::oneRuleDoesNotTakeTheWholeMinute()
{
    RateLimiter limiter({0s, 1});
    QVERIFY(admit(limiter, one));
    QVERIFY(!admit(limiter, two)); // the one alert of the day
    m_clock.advance(60s);
    QVERIFY(!admit(limiter, one)); // which comes all the time
    QCOMPARE(limiter.takeSummary(m_clock.monotonic()).rule, two);
}

void RateLimiterTest::forgetsWhatWasHeldBack()
{
    RateLimiter limiter;
    QVERIFY(admit(limiter, one));
    QVERIFY(!admit(limiter, one));
    limiter.forgetHeld(one);
    QVERIFY(!limiter.nextSummary());
    QVERIFY(!admit(limiter, one)); // but not that it spoke
    limiter.forgetHeld();
    QVERIFY(!limiter.nextSummary());
}

QTEST_APPLESS_MAIN(RateLimiterTest)
#include "tst_ratelimiter.moc"
