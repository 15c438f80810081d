const Koa = require("koa");
const { PassThrough } = require("stream");

const app = new Koa();

app.use(async (ctx, next) => {
  if (ctx.path !== "/sse") {
    return await next();
  }

  ctx.request.socket.setTimeout(0);
  ctx.req.socket.setNoDelay(true);
  ctx.req.socket.setKeepAlive(true);

  ctx.set({
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache",
    "Connection": "keep-alive",
  });

  const stream = new PassThrough();
  ctx.status = 200;
  ctx.body = stream;

  let counter = 0;
  stream.write("retry: 10000\n");
  stream.write(": connected\n\n");

  const timer = setInterval(() => {
    if (counter === 5) {
      stream.write("event: pause\n");
      stream.write(`data: ${counter}\n\n`);
    } else {
      stream.write("event: test\n");
      stream.write(`id: ${counter}\n`);
      stream.write(`data: ${counter}\n\n`);
    }
    counter += 1;
  }, 5);

  stream.on("close", () => {
    console.log("stream closed");
    clearInterval(timer);
  });

  ctx.req.on("close", () => {
    console.log(`client of ${ctx.request.url} has gone`);
    ctx.res.end();
  });
});

app.use((ctx) => {
  ctx.status = 200;
  ctx.body = "ok";
});

app.listen(3000, () => console.log("Listening"));
