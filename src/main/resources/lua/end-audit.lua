#!lua flags=allow-oom
-- end-audit: enters what came of something that was begun, or strikes it off.
--
-- KEYS  1 what was begun   2 the log
-- ARGV  mark ('' for what was not announced), entry ('' strikes it off), 'if-begun' unless somebody has entered it
--
-- Replies
--   done
--   gone   'if-begun', and somebody has

local mark, entry, condition = unpack(ARGV)
local begun = mark == '' and 0 or redis.call('HEXISTS', KEYS[1], mark)
if condition == 'if-begun' and begun == 0 then return { 'gone' } end
if entry ~= '' then redis.call('XADD', KEYS[2], '*', 'entry', entry) end
if begun == 1 then redis.call('HDEL', KEYS[1], mark) end
return { 'done' }
