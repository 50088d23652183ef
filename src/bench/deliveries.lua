-- Deliveries for wrk: one signed body under ids that never repeat. The headers are put together once, as what is
-- measured is the server and not the sender.
--
-- Arguments: the body's file, its signature and a word that no other run uses.

local threads = {}

function setup(thread)
  thread:set('number', #threads)
  threads[#threads + 1] = thread
end

function init(arguments)
  local file = assert(io.open(arguments[1], 'rb'))
  local body = file:read('*a')
  file:close()
  wrk.headers['Content-Type'] = 'application/json'
  wrk.headers['User-Agent'] = 'GitHub-Hookshot/bench'
  wrk.headers['X-GitHub-Event'] = 'push'
  wrk.headers['X-Hub-Signature-256'] = 'sha256=' .. arguments[2]
  wrk.headers['X-GitHub-Delivery'] = '@'
  before, after = string.match(wrk.format('POST', nil, nil, body), '^(.-X%-GitHub%-Delivery: )@(.*)$')
  id = arguments[3] .. '-' .. number .. '-'
  count = 0
end

function request()
  count = count + 1
  return before .. id .. count .. after
end

function done(summary, latency)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format('wrk %d %d %d %d %d %d\n', summary.requests, summary.duration, errors.status, lost,
    latency:percentile(50), latency:percentile(99)))
end
