const express = require('express')
const app = express()
const port = 8000

let clients = []
let counter = 0

app.use(express.json())
app.use(express.urlencoded({ extended: false }))

function eventsHandler(request, response, next) {
  const headers = {
    'Content-Type': 'text/event-stream',
    'Connection': 'keep-alive',
    'Cache-Control': 'no-cache'
  }
  response.writeHead(200, headers)

  const data = `data: ${JSON.stringify({ counter })}\n\n`
  response.write(data)

  const clientId = Date.now()
  const newClient = { id: clientId, response }
  clients.push(newClient)

  request.on('close', () => {
    console.log(`${clients.length} connected, one closes`)
    clients = clients.filter((client) => client !== newClient)
  })
}

function sendEventsToAll(value) {
  clients.forEach((client) => client.response.write(`data: ${JSON.stringify(value)}\n\n`))
}

app.get('/events', eventsHandler)

app.get('/status', (request, response) => response.json({ clients: clients.length }))

app.post('/counter/:step', async (request, response, next) => {
  counter += Number(request.params.step)
  sendEventsToAll({ counter, by: request.body.name })
  response.status(201).send({ counter })
})

app.listen(port, () => {
  console.log(`Counter listening at http://localhost:${port}`)
})
