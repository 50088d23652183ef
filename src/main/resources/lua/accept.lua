#!lua
-- accept: the one door. Stores firings and appends their hand-off messages, all of them or none.
--
-- KEYS  1  what all keys of the partition start with; every other key is made from it and shares its hash tag
-- ARGV  as the door reads them
--
-- Replies
--   as the door gives them

-- @include rfc3339
-- @include append
-- @include messages
-- @include overlap
-- @include await-index
-- @include await
-- @include await-hits
-- @include door

local firings = read_firings()
return refusal(firings) or store(firings)
