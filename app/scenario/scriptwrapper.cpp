// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scriptwrapper.h"

#include "app/scenario/scriptrewrite.h"

namespace heliograph {

namespace {

QString prefix(bool asynchronous)
{
    // A function named handler is what tutorials for one endpoint define, so it is looked for.
    return (asynchronous ? QStringLiteral("(async function") : QStringLiteral("(      function"))
        + QStringLiteral("(require, module, exports, __filename, __dirname, __exports, __export, "
                         "__exportAll, __import, __default, __meta, __scope) {"
                         "__scope(() => typeof handler === 'function' ? handler : undefined);");
}

} // namespace

QString ScriptWrapper::wrap(const QString &text, bool asynchronous)
{
    return prefix(asynchronous) + rewriteModule(text) + QStringLiteral("\n})");
}

int ScriptWrapper::prefixLength()
{
    return int(prefix(true).size());
}

} // namespace heliograph
