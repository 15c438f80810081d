// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/fetcher.h"

#include <QNetworkReply>
#include <QTimer>

namespace heliograph {

namespace {

constexpr int mostRedirects = 10;

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

bool isSecret(const QByteArray &name)
{
    return name.compare("authorization", Qt::CaseInsensitive) == 0
        || name.compare("cookie", Qt::CaseInsensitive) == 0;
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000.0);
}

} // namespace

QString whyNotFetched(const QUrl &url)
{
    if (!url.isValid() || url.scheme().isEmpty())
        return QStringLiteral(
                   "fetch needs a whole address, such as http://127.0.0.1:8080/list.json; "
                   "\"%1\" is none.")
            .arg(url.toString());
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return QStringLiteral("fetch of \"%1\" is refused: a scenario fetches http and https only.")
            .arg(url.toString());
    if (url.host().isEmpty())
        return QStringLiteral("fetch of \"%1\" is refused: it names no host.").arg(url.toString());
    return {};
}

Fetcher::Fetcher(const ScenarioLimits &limits, QObject *parent) : QObject(parent), m_limits(limits)
{
}

Fetcher::~Fetcher()
{
    for (Job &job : m_jobs)
        drop(job);
}

void Fetcher::start(const FetchRequest &request)
{
    const quint64 token = request.token;
    m_jobs.insert(token, {request, nullptr, {}, 0});
    QTimer::singleShot(m_limits.fetchTime, this, [this, token] {
        fail(token,
             QStringLiteral("fetch took longer than %1 s and was given up.")
                 .arg(seconds(m_limits.fetchTime)));
    });
    const QString refused = whyNotFetched(request.url);
    if (!refused.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this, token, refused] { fail(token, refused); }, Qt::QueuedConnection);
        return;
    }
    send(token);
}

void Fetcher::send(quint64 token)
{
    Job &job = m_jobs[token];
    QNetworkRequest request(job.request.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    for (const auto &[name, value] : std::as_const(job.request.headers))
        request.setRawHeader(name, value);
    job.reply = m_network.sendCustomRequest(request, job.request.method, job.request.body);
    connect(job.reply, &QIODevice::readyRead, this, [this, token] { read(token); });
    connect(job.reply, &QNetworkReply::finished, this, [this, token] { replyFinished(token); });
}

void Fetcher::read(quint64 token)
{
    Job &job = m_jobs[token];
    job.body += job.reply->readAll();
    if (job.body.size() > m_limits.fetchBytes) {
        fail(token,
             QStringLiteral("the response to fetch is larger than %1 bytes.")
                 .arg(m_limits.fetchBytes));
    }
}

void Fetcher::replyFinished(quint64 token)
{
    read(token);
    const auto found = m_jobs.find(token);
    if (found == m_jobs.end())
        return;
    Job &job = *found;
    QNetworkReply &reply = *job.reply;
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        fail(token, QStringLiteral("fetch failed: %1.").arg(reply.errorString()));
        return;
    }
    const QUrl target = reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (target.isValid() && job.request.followRedirects) {
        if (follow(job, job.request.url.resolved(target)))
            send(token);
        return;
    }
    FetchResult result;
    result.token = token;
    result.status = status;
    result.statusText = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    result.url = job.request.url;
    result.redirected = job.redirects > 0;
    result.headers = reply.rawHeaderPairs();
    result.body = job.body;
    drop(job);
    m_jobs.erase(found);
    Q_EMIT finished(result);
}

/// Prepares @p job for a redirect as browsers do (Fetch standard, HTTP-redirect fetch); false when
/// it failed.
bool Fetcher::follow(Job &job, const QUrl &target)
{
    const quint64 token = job.request.token;
    const QString refused = whyNotFetched(target);
    if (!refused.isEmpty() || ++job.redirects > mostRedirects) {
        fail(token,
             refused.isEmpty()
                 ? QStringLiteral("fetch was redirected more than %1 times.").arg(mostRedirects)
                 : QStringLiteral("fetch was redirected to an address it may not follow: ")
                     + refused);
        return false;
    }
    const int status = job.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool post = job.request.method == "POST";
    if (status == 303 || (post && (status == 301 || status == 302))) {
        if (job.request.method != "HEAD")
            job.request.method = "GET";
        job.request.body.clear();
    }
    if (!sameOrigin(job.request.url, target))
        job.request.headers.removeIf([](const auto &header) { return isSecret(header.first); });
    drop(job);
    job.body.clear();
    job.request.url = target;
    return true;
}

void Fetcher::abort(quint64 token)
{
    fail(token, QStringLiteral("AbortError: the fetch was aborted."));
}

void Fetcher::fail(quint64 token, const QString &error)
{
    const auto found = m_jobs.find(token);
    if (found == m_jobs.end())
        return;
    FetchResult result;
    result.token = token;
    result.url = found->request.url;
    result.error = error;
    drop(*found);
    m_jobs.erase(found);
    Q_EMIT finished(result);
}

void Fetcher::drop(Job &job)
{
    if (!job.reply)
        return;
    job.reply->disconnect(this);
    job.reply->abort();
    job.reply->deleteLater();
    job.reply = nullptr;
}

} // namespace heliograph
