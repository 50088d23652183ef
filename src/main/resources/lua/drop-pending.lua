#!lua flags=allow-oom
-- drop-pending: starts of a firing that have waited for a person will not be: somebody dismissed them, or their time is
-- over. Those that still wait.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  firing id, 'dismissed' | 'expired', by whom ('' for nobody), '1' when the firing has started others by itself,
--       reason for a firing of which nothing was started, number of flows, the flows
--
-- Replies
--   decided  flows that this call has dropped
--   late     decisions so far: none of them waits
--   gone     there is no such firing any more, and nothing of it waits from now on

-- @include append
-- @include messages
-- @include pending

local firing = { id = take() }
local action, by = take(), take()
firing.started, firing.reason = take() == '1', take()
read_pending(firing)
if not firing.exists then
  redis.call('UNLINK', firing.pending_key)
  redis.call('ZREM', prefix .. 'pending', firing.id)
  return { 'gone' }
end

local reply = { 'decided' }
for _, flow in ipairs(take_list(take_number())) do
  if waits(firing, flow) then
    decide(firing, flow, action, '0', by)
    reply[#reply + 1] = flow
  end
end
if #reply > 1 then return reply end
-- What stands in the list of all although nothing waits would come up again and again.
if firing.waiting == 0 then redis.call('ZREM', prefix .. 'pending', firing.id) end
return { 'late', firing.decisions }
