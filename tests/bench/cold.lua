-- Each request asks a page that nobody asked before, so that it has to be built: by a word that pages read, to no effect.
local n = math.random(1000000000)
request = function()
  n = n + 1
  return wrk.format(nil, wrk.path .. (wrk.path:find("?") and "&" or "?") .. "print=" .. n)
end
