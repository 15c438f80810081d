const http = require('http');

const server = http.createServer((req, res) => {
  if (req.url === '/') {
    res.writeHead(200, { 'Content-Type': 'text/html' });
    res.end(`<!doctype html>
<script>
  const source = new EventSource('/events');
  source.onmessage = (e) => console.log(e.data);
</script>`);
    return;
  }

  if (req.headers.accept && req.headers.accept === 'text/event-stream' && req.url === '/events') {
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      'Connection': 'keep-alive',
      'Access-Control-Allow-Origin': '*'
    });

    // the client reconnects after three seconds
    res.write('retry: 3000\n\n');

    let id = 0;
    const interval = setInterval(() => {
      id++;
      res.write('id: ' + id + '\n');
      res.write('event: update\n');
      res.write(`data: ${JSON.stringify({ count: id })}\n\n`);
    }, 20);

    req.on('close', () => {
      clearInterval(interval);
      res.end();
      console.log('client disconnected');
    });
  } else {
    res.writeHead(404);
    res.end();
  }
});

const PORT = process.env.PORT || 3000;
server.listen(PORT, () => {
  console.log(`Server running at http://localhost:${PORT}/`);
});
