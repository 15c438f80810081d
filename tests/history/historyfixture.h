// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QTest>

#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

namespace heliograph {

/// A template for QTemporaryDir, in memory where there is such a file system: thousands of commits
/// need not wait for a disk each.
inline QString quickFolder()
{
    const QFileInfo shared(QStringLiteral("/dev/shm"));
    const QDir folder(shared.isDir() && shared.isWritable() ? shared.filePath() : QDir::tempPath());
    return folder.filePath(QStringLiteral("tst_history-XXXXXX"));
}

inline QByteArray contents(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

inline void write(const QString &file, const QByteArray &bytes)
{
    QFile opened(file);
    QVERIFY(opened.open(QIODevice::WriteOnly));
    QCOMPARE(opened.write(bytes), bytes.size());
}

/// A copy of @p file and its logs, as they are while somebody has it open.
inline QString leftovers(const QString &file)
{
    QString copy = file + QStringLiteral(".left");
    for (const char *suffix : {"", "-wal", "-journal"}) {
        const QString ending = QLatin1String(suffix);
        QFile::remove(copy + ending);
        QFile::copy(file + ending, copy + ending);
    }
    return copy;
}

/// Runs statements on the file with plain SQLite, as somebody with a database browser would.
inline void edit(const QString &file, const QStringList &statements)
{
    const QString name = QStringLiteral("edit");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        for (const QString &statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(name);
}

/// A disk of a few KiB, where the program may make one.
class SmallDisk {
public:
    SmallDisk(const QString &path, int bytes) : m_path(path)
    {
        QDir().mkpath(path);
#ifdef Q_OS_LINUX
        const QByteArray options = "size=" + QByteArray::number(bytes);
        m_isMounted =
            ::mount("heliograph", path.toLocal8Bit().constData(), "tmpfs", 0, options.constData())
            == 0;
#else
        Q_UNUSED(bytes);
#endif
    }

    ~SmallDisk()
    {
#ifdef Q_OS_LINUX
        if (m_isMounted)
            ::umount2(m_path.toLocal8Bit().constData(), MNT_DETACH);
#endif
    }

    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    [[nodiscard]] bool isMounted() const
    {
        return m_isMounted;
    }
    [[nodiscard]] const QString &path() const
    {
        return m_path;
    }

private:
    QString m_path;
    bool m_isMounted = false;
};

} // namespace heliograph
