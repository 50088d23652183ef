#!lua
-- put-flow: writes or removes one flow with all of its subscriptions, so that both views of them always agree.
--
-- KEYS  1 flows (flow -> record)   2 flow versions (flow -> number)   3 changes (stream)   4 a counter
--       The counter gives versions, so that a flow that is removed and comes again does not count from the start.
-- ARGV  flow, version that the caller saw ('0' for none, '' for any), record ('' removes it)
--
-- Replies
--   done     new version, 0 after a removal
--   version  current version: somebody else wrote in between

local flows, versions, changes, counter = unpack(KEYS)
local flow, expected, record = unpack(ARGV)

local version = redis.call('HGET', versions, flow) or '0'
if expected ~= '' and expected ~= version then return { 'version', version } end

local new_version = 0
if record == '' then
  redis.call('HDEL', flows, flow)
  redis.call('HDEL', versions, flow)
else
  redis.call('HSET', flows, flow, record)
  new_version = redis.call('INCR', counter)
  redis.call('HSET', versions, flow, new_version)
end
redis.call('XADD', changes, 'MAXLEN', '~', '10000', '*', 'flow', flow)
return { 'done', new_version }
