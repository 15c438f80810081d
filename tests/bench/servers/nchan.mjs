// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// nginx with nchan: one worker, and everything off that would cost it time for nothing.
import fs from 'node:fs';
import path from 'node:path';

import { accepting, freePort, start, stop } from '../process.mjs';

const program = fs.existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
export const nchanModule = '/usr/lib/nginx/modules/ngx_nchan_module.so';

const configuration = (folder, port) => `
load_module ${nchanModule};
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
worker_rlimit_nofile 16384;
pid ${folder}/nginx.pid;
events {
    use epoll;
    multi_accept on;
    worker_connections 15000;
}
http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    keepalive_timeout 600;
    keepalive_requests 1000000000;
    nchan_shared_memory_size 256M;
    server {
        listen 127.0.0.1:${port} backlog=4096;
        location = /pub {
            nchan_publisher;
            nchan_channel_id bench;
            nchan_message_buffer_length 1000;
        }
        location = /sub {
            nchan_subscriber eventsource;
            nchan_channel_id bench;
            nchan_subscriber_first_message newest;
        }
    }
}
`;

export async function startNchan({ folder, log }) {
  const port = await freePort();
  const file = path.join(folder, 'nginx.conf');
  fs.writeFileSync(file, configuration(folder, port));
  const child = start(program, ['-p', folder, '-e', log, '-c', file], { log });
  await accepting(child, port);
  return { subscribe: '/sub', publish: '/pub', port, pid: child.pid, stop: () => stop(child) };
}
