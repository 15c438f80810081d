import express from 'express';
import cors from 'cors';
import path from 'node:path';
import { fileURLToPath } from 'url';

const __here = path.dirname(fileURLToPath(import.meta.url));
const app = express();

app.use(cors());
app.use(express.json());

app.get('/', (req, res) => {
  res.sendFile(path.join(__here, 'express-clock.html'));
});

app.get('/clock', function (req, res) {
  res.set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
  });
  res.flushHeaders();

  const sendTime = () => res.write(`data: ${new Date().toISOString()}\n\n`);
  sendTime();
  const timer = setInterval(sendTime, 10);

  res.on('close', () => {
    console.log('closed');
    clearInterval(timer);
    res.end();
  });
});

app.listen(4000, () => console.log('Listening on port 4000'));
