-- The windows of the readers, and what they just did.
--
-- feed:{user} is a sorted set whose scores are milliseconds and whose members are told apart by their length:
--   score 0, 32 bytes: there at most once, and first: floor (8), fingerprint (8), run id (16). The window is filled.
--   score 1,  8 bytes: a build in progress; from the first one on the window takes deliveries.
--   else,    16 bytes: an entry, activity (8) and post (8) in big-endian; those of one millisecond sort by member.
-- A window that does not exist has no member, so its size alone says whether to deliver, and whether to trim.
--
-- The run id is the first half of the server's. A server that was restarted or promoted may have lost acknowledged
-- deliveries, so a window that was filled in another run is not trusted.
--
-- actions:{user} is a list of what the user did, each 33 bytes; its TTL is some minutes after the last.
-- reacted:{user} is when the user last reacted, in milliseconds of this server's clock, with the same TTL.

local run

local function this_run()
  if not run then
    run = string.sub(string.match(redis.call('INFO', 'server'), 'run_id:(%x+)'), 1, 16)
  end
  return run
end

-- Bytes and not characters: comparing strings follows the server's locale.
local function less(one, other)
  for i = 1, 8 do
    local a, b = string.byte(one, i), string.byte(other, i)
    if a ~= b then
      return a < b
    end
  end
  return false
end

local function any_head(feed)
  local first = redis.call('ZRANGE', feed, 0, 0)[1]
  return first and #first == 32 and first or nil
end

local function head(feed)
  local first = any_head(feed)
  return first and string.sub(first, 17) == this_run() and first or nil
end

local function set_head(feed, old, floor, fingerprint)
  if old then
    redis.call('ZREM', feed, old)
  end
  redis.call('ZADD', feed, 0, floor .. fingerprint .. this_run())
end

-- Cuts a window down to its size. The cut raises the floor; an unfilled window cannot record one, so it is deleted.
local function trim(feed, window)
  local old = any_head(feed)
  if not old then
    redis.call('DEL', feed)
    return
  end
  local first = redis.call('ZCOUNT', feed, 0, 1)
  local last = redis.call('ZCARD', feed) - window - 1
  if last < first then
    return
  end
  local floor = string.sub(redis.call('ZRANGE', feed, last, last)[1], 1, 8)
  redis.call('ZREMRANGEBYRANK', feed, first, last)
  if less(string.sub(old, 1, 8), floor) then
    redis.call('ZREM', feed, old)
    redis.call('ZADD', feed, 0, floor .. string.sub(old, 9))
  end
end

-- feeds; score, entry, window, the size at which to trim: how many did not have it yet
local function push(feeds, args)
  local score, entry, most = args[1], args[2], tonumber(args[4])
  local new = 0
  for i = 1, #feeds do
    local size = redis.call('ZCARD', feeds[i])
    if size > 0 then
      new = new + redis.call('ZADD', feeds[i], score, entry)
      if size >= most then
        trim(feeds[i], tonumber(args[3]))
      end
    end
  end
  return new
end

local function millis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- reacted: milliseconds since then, or -1. A second less, since the time may come from a server whose clock was ahead.
local function quiet(reacted)
  local last = redis.call('GET', reacted)
  return last and math.max(0, millis() - last - 1000) or -1
end

-- feed, actions, reacted; highest score, limit, idle seconds, renew below:
-- {floor and fingerprint or '', entries, actions, quiet}
local function look(keys, args)
  local actions = table.concat(redis.call('LRANGE', keys[2], 0, -1))
  local quiet = quiet(keys[3])
  local first = head(keys[1])
  if not first then
    return { '', '', actions, quiet }
  end
  if redis.call('TTL', keys[1]) < tonumber(args[4]) then
    redis.call('EXPIRE', keys[1], args[3])
  end
  local entries = redis.call('ZREVRANGEBYSCORE', keys[1], args[1], 2, 'LIMIT', 0, args[2])
  return { string.sub(first, 1, 16), table.concat(entries), actions, quiet }
end

-- feed; building, seconds until it is given up
local function begin(keys, args)
  local old = any_head(keys[1])
  if old and not head(keys[1]) then
    redis.call('ZREM', keys[1], old)
    old = nil
  end
  if redis.call('ZCOUNT', keys[1], 1, 1) >= 16 then
    redis.call('ZREMRANGEBYSCORE', keys[1], 1, 1) -- left behind by instances that died
  end
  redis.call('ZADD', keys[1], 1, args[1])
  if not old then
    redis.call('EXPIRE', keys[1], args[2])
  end
  return 1
end

local function add(feed, args, from)
  for i = from, #args, 100 do
    redis.call('ZADD', feed, unpack(args, i, math.min(i + 99, #args)))
  end
end

-- feed; building, floor, fingerprint, window, idle seconds, (score, entry)...: whether the building was still there
local function complete(keys, args)
  if redis.call('ZREM', keys[1], args[1]) == 0 then
    return 0
  end
  local old = head(keys[1])
  local floor = args[2]
  if old and less(floor, old) then
    floor = string.sub(old, 1, 8)
  end
  set_head(keys[1], old, floor, args[3])
  add(keys[1], args, 6)
  redis.call('EXPIRE', keys[1], args[5])
  trim(keys[1], tonumber(args[4]))
  return 1
end

-- feed; fingerprint before, fingerprint now, floor, window, (score, entry)...: whether it had the fingerprint before
local function admit(keys, args)
  local old = head(keys[1])
  if not old or string.sub(old, 9, 16) ~= args[1] then
    return 0
  end
  local floor = string.sub(old, 1, 8)
  if less(floor, args[3]) then
    floor = args[3]
  end
  set_head(keys[1], old, floor, args[2])
  add(keys[1], args, 5)
  trim(keys[1], tonumber(args[4]))
  return 1
end

-- actions; action, most actions, seconds
local function note(keys, args)
  redis.call('RPUSH', keys[1], args[1])
  redis.call('LTRIM', keys[1], -tonumber(args[2]), -1)
  redis.call('EXPIRE', keys[1], args[3])
  return 1
end

-- reacted; seconds
local function react(keys, args)
  redis.call('SET', keys[1], string.format('%d', millis()), 'EX', args[1])
  return 1
end

-- feed, actions, reacted
local function forget(keys)
  return redis.call('DEL', unpack(keys))
end

redis.register_function('push' .. suffix, push)
redis.register_function('look' .. suffix, look)
redis.register_function('begin' .. suffix, begin)
redis.register_function('complete' .. suffix, complete)
redis.register_function('admit' .. suffix, admit)
redis.register_function('note' .. suffix, note)
redis.register_function('react' .. suffix, react)
redis.register_function('forget' .. suffix, forget)
