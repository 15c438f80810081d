// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page opened with an access token hands it on to the demos.

const token = new URL(location.href).searchParams.get('access_token');
if (token) {
  for (const link of document.querySelectorAll('#demos a')) {
    const url = new URL(link.href);
    url.searchParams.set('access_token', token);
    link.href = url.href;
  }
}
