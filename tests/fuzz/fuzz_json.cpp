// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonfield.h"
#include "app/json/jsonschema.h"
#include "app/json/jsontext.h"
#include "app/json/jsonvalue.h"

#include <cstdlib>

using namespace heliograph;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// A fault stands inside the text; without one, formatting changes blanks and nothing else.
void format(QByteArrayView text, const JsonOptions &options)
{
    const auto error = checkJson(text, options);
    const auto minified = minifyJson(text, options);
    const auto formatted = formatJson(text, options);
    const auto tree = parseJson(text, options);
    require(error.has_value() != minified.has_value());
    require(error.has_value() != tree.has_value());
    if (error) {
        require(error->offset >= 0 && error->length >= 0);
        require(error->offset + error->length <= text.size() && !error->message.isEmpty());
        return;
    }
    require(!checkJson(*minified, options) && toJsonText(*tree) == *minified);
    if (!formatted) // its indentation would be too large
        return;
    require(minifyJson(*formatted, options) == *minified);
    require(formatJson(*formatted, options) == *formatted);
}

/// Any schema checks any value, and makes a value to begin with.
void check(const QByteArray &schemaText, const JsonValue &value)
{
    const auto schema = JsonSchema::read(schemaText);
    if (!schema)
        return;
    for (const JsonSchemaError &error : (*schema)->check(value))
        require(!error.message.isEmpty() && value.at(error.pointer));
    const QByteArray initial = jsonInitialValue(**schema, {&(*schema)->root()});
    require(!checkJson(initial));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const JsonOptions options{
        .templates = data[0] % 2 == 0, .mostDepth = 1 + data[0] / 2, .mostBytes = 1 << 20};
    const QByteArray text(reinterpret_cast<const char *>(data + 1),
                          static_cast<qsizetype>(size - 1));
    format(text, options);
    // Before the first NUL stands a schema, after it a value.
    const qsizetype cut = text.indexOf('\0');
    const QByteArray valueText = cut < 0 ? text : text.mid(cut + 1);
    if (const auto value = parseJson(valueText))
        check(cut < 0 ? text : text.first(cut), *value);
    return 0;
}
