// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/urlform.h"

#include <QUtf8StringView>

namespace heliograph {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<QByteArray> decodeComponent(QByteArrayView text)
{
    QByteArray spaced = text.toByteArray();
    spaced.replace('+', ' ');
    auto decoded = percentDecode(spaced);
    if (decoded && !isValidUtf8(*decoded))
        return std::nullopt;
    return decoded;
}

} // namespace

bool isValidUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
}

std::optional<QByteArray> percentDecode(QByteArrayView text)
{
    if (!text.contains('%'))
        return text.toByteArray();
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (text.size() - i < 3)
            return std::nullopt;
        const int high = hexValue(text[i + 1]);
        const int low = hexValue(text[i + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::optional<FormFields> parseUrlForm(QByteArrayView text)
{
    FormFields fields;
    for (qsizetype begin = 0; begin <= text.size();) {
        const qsizetype found = text.indexOf('&', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        const QByteArrayView pair = text.sliced(begin, end - begin);
        begin = end + 1;
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        auto name = decodeComponent(equals < 0 ? pair : pair.first(equals));
        auto value = decodeComponent(equals < 0 ? QByteArrayView() : pair.sliced(equals + 1));
        if (!name || !value)
            return std::nullopt;
        fields.emplaceBack(std::move(*name), std::move(*value));
    }
    return fields;
}

std::optional<QByteArray> formValue(const FormFields &fields, QByteArrayView name)
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

} // namespace heliograph
