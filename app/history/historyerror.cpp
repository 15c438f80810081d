// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyerror.h"

#include "app/core/say.h"

#include <QDir>

#include <array>

namespace heliograph::historyerror {

namespace {

struct Advice {
    const char *code;
    const char *message; ///< %1: the path, %2: the reason in parentheses, or nothing
};

constexpr std::array advices{
    Advice{newer,
           QT_TRANSLATE_NOOP("heliograph",
                             "The history file %1 was written by a newer Heliograph%2. Use that "
                             "version, or choose another file.")},
    Advice{foreign,
           QT_TRANSLATE_NOOP("heliograph",
                             "The file %1 belongs to another program%2. Choose another history "
                             "file.")},
    Advice{corrupt,
           QT_TRANSLATE_NOOP("heliograph",
                             "The history file %1 is damaged%2. Move it away, and a new one is "
                             "made, or choose another file.")},
    Advice{inUse,
           QT_TRANSLATE_NOOP("heliograph",
                             "The history file %1 is in use by another program%2. Stop that one, "
                             "or choose another file.")},
    Advice{unwritable,
           QT_TRANSLATE_NOOP("heliograph",
                             "The history file %1 cannot be written%2. Check the folder and its "
                             "permissions, or choose another file.")},
    Advice{full,
           QT_TRANSLATE_NOOP("heliograph",
                             "There is no room left for the history file %1%2. Free some space on "
                             "its disk.")},
    Advice{failed,
           QT_TRANSLATE_NOOP("heliograph",
                             "The history file %1 could not be read or written%2. Check the disk, "
                             "or choose another file.")},
};

} // namespace

Error make(const QByteArray &code, const QString &path, const QString &reason)
{
    const Advice *advice = &advices.back();
    for (const Advice &candidate : advices) {
        if (code == candidate.code)
            advice = &candidate;
    }
    const QString why = reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(reason);
    return {code, QByteArrayLiteral("history"),
            say(advice->message).arg(QDir::toNativeSeparators(path), why)};
}

} // namespace heliograph::historyerror
