// A flow engine in miniature: takes messages of the hand-off, does each once, reports, acknowledges.
//
//     node engine.mjs worker-1 0      REDIS=127.0.0.1:6379 FLOWS=flow-a,flow-b CLAIM_MILLIS=60000
//
// The second argument lists partitions, such as 0,1,2. It ends when the connection breaks: let a supervisor start it again.
import net from 'node:net'

// The work and the note that it is done are one step: a crash between two would lose the one or repeat the other.
// With a database it is one transaction, and the message's id a unique key.
const WORK = `
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', 864000) then return 0 end
return redis.call('RPUSH', KEYS[2], ARGV[1])`

const { PREFIX = 'tg', FLOWS = '', CLAIM_MILLIS = '60000', REDIS = '127.0.0.1:6379' } = process.env
const flows = FLOWS.split(',')

class Failed extends Error {}

async function work(keys, message) {
  if (message.type === 'start-run' && !flows.includes(message.flow)) {
    throw new Failed(`nobody here knows the flow ${message.flow}`)
  }
  const data = message.dataRef ? await redis('GET', message.dataRef) : message.data
  const effect = [message.type, message.id, message.runId, data].join(' ')
  await redis('EVAL', WORK, '2', `${keys}done:${message.id}`, `${keys}runs`, effect)
  console.log('did', message.type, message.runId)
}

async function handle(stream, entries) {
  for (const [entry, flat] of entries) {
    const message = {}
    for (let i = 0; i < flat.length; i += 2) message[flat[i]] = flat[i + 1]
    try {
      await work(`engine:${stream.match(/\{\d+\}/)[0]}:`, message)
    } catch (failed) { // not acknowledged: it comes again, in the end as a dead letter
      if (!(failed instanceof Failed)) throw failed
      console.log(`left ${message.id}: ${failed.message}`)
      continue
    }
    const ended = message.type === 'cancel-run' ? 'run-cancelled' : 'run-completed'
    if (message.type !== 'remind-run') await redis('XADD', `${PREFIX}:{0}:signals`, '*', 'type', ended, 'runId', message.runId)
    await redis('XACK', stream, 'engines', entry)
  }
}

async function main(worker, partitions) {
  const streams = partitions.split(',').map(partition => `${PREFIX}:{${partition}}:handoff`)
  const cursors = Object.fromEntries(streams.map(stream => [stream, '0-0']))
  const read = ['XREADGROUP', 'GROUP', 'engines', worker, 'COUNT', '10', 'BLOCK', '1000', 'STREAMS']
  while (true) {
    for (const stream of streams) { // what a worker that died has left
      const [next, left] = await redis('XAUTOCLAIM', stream, 'engines', worker, CLAIM_MILLIS, cursors[stream])
      cursors[stream] = next
      await handle(stream, left)
    }
    for (const [stream, entries] of await redis(...read, ...streams, ...streams.map(() => '>')) ?? []) {
      await handle(stream, entries)
    }
  }
}

// What follows speaks to Redis; the package redis does it better: passwords, TLS, Redis Cluster.
const [host, port] = REDIS.split(':')
const socket = net.connect(Number(port), host)
const end = why => { console.error(why); process.exit(1) }
socket.on('error', end).on('close', () => end('Redis hung up'))
let buffer = Buffer.alloc(0)
let waiting
socket.on('data', chunk => {
  buffer = Buffer.concat([buffer, chunk])
  const parsed = parse(0)
  if (!parsed) return
  buffer = buffer.subarray(parsed.end)
  parsed.error ? end(parsed.error) : waiting(parsed.value)
})

function redis(...words) {
  const parts = words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  return new Promise(resolve => { waiting = resolve; socket.write(`*${parts.length}\r\n${parts.join('')}`) })
}

// The value at an offset and where it ends; undefined while some of it is on its way.
function parse(at) {
  const stop = buffer.indexOf('\r\n', at)
  if (stop < 0) return undefined
  const kind = String.fromCharCode(buffer[at])
  const text = buffer.toString('utf8', at + 1, stop)
  let next = stop + 2
  if (kind === '-') return { error: text, end: next }
  if ('$*'.includes(kind) && text === '-1') return { value: null, end: next }
  if (kind === '$') {
    const until = next + Number(text)
    return buffer.length < until + 2 ? undefined : { value: buffer.toString('utf8', next, until), end: until + 2 }
  }
  if (kind !== '*') return { value: text, end: next }
  const value = []
  while (value.length < Number(text)) {
    const item = parse(next)
    if (!item) return undefined
    value.push(item.value)
    next = item.end
  }
  return { value, end: next }
}

main(...process.argv.slice(2))
