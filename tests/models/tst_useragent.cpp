// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/useragent.h"

#include <QTest>

using heliograph::UserAgent;

class TestUserAgent final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
};

void TestUserAgent::names_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("platform");
    const auto row = [](const char *tag, const char *header, const char *name,
                        const char *platform) {
        QTest::newRow(tag) << QByteArray(header) << QString::fromLatin1(name)
                           << QString::fromLatin1(platform);
    };
    row("chrome",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 "
        "Safari/537.36",
        "Chrome 156", "Linux");
    row("edge",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
        "Edge 156", "Windows");
    row("firefox",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 "
        "Firefox/145.0",
        "Firefox 145", "macOS");
    row("safari on iOS",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
        "Gecko) Version/20.0 Mobile/15E148 Safari/604.1",
        "Safari 20", "iOS");
    row("android",
        "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/150.0.0.0 Mobile Safari/537.36",
        "Chrome 150", "Android");
    row("curl", "curl/8.9.1", "curl 8.9", "");
    row("node", "node", "Node", "");
    row("ours", "Heliograph/0.1.0", "Heliograph subscription", "");
    row("unknown stays raw", "my-client", "my-client", "");
    row("none", "", "", "");
}

void TestUserAgent::names()
{
    QFETCH(QByteArray, header);
    const UserAgent agent = UserAgent::parse(header);
    QTEST(agent.name, "name");
    QTEST(agent.platform, "platform");
}

QTEST_GUILESS_MAIN(TestUserAgent)
#include "tst_useragent.moc"
