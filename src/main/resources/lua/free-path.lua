#!lua flags=allow-oom
-- free-path: gives the path of a webhook await back, unless another has it by now.
--
-- KEYS  1 paths   2 paths of awaits   3 changes (see claim-path)
-- ARGV  shape, 'place partition generation'
--
-- Replies
--   done
--   other  somebody else has it, or nobody

local paths, of_awaits, changes = unpack(KEYS)
local shape, claim = unpack(ARGV)

if redis.call('HGET', of_awaits, shape) ~= claim then return { 'other' } end
redis.call('HDEL', of_awaits, shape)
redis.call('HDEL', paths, shape)
redis.call('XADD', changes, 'MAXLEN', '~', '10000', '*', 'await', shape)
return { 'done' }
