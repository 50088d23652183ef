#!lua
-- claim-path: takes a path for a webhook await, or makes sure that it has it.
--
-- KEYS  1 paths (shape -> owner's name)   2 paths of awaits (shape -> 'place partition generation')   3 changes (stream)
-- ARGV  shape, owner ('await:' and the place), 'place partition generation'
--
-- Replies
--   done
--   path-taken owner

local paths, of_awaits, changes = unpack(KEYS)
local shape, owner, claim = unpack(ARGV)

local taken = redis.call('HGET', paths, shape)
local held = redis.call('HGET', of_awaits, shape)
if taken and held ~= claim then return { 'path-taken', taken } end
if held == claim then return { 'done' } end
redis.call('HSET', paths, shape, owner)
redis.call('HSET', of_awaits, shape, claim)
redis.call('XADD', changes, 'MAXLEN', '~', '10000', '*', 'await', shape)
return { 'done' }
