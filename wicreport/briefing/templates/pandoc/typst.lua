-- Turns the briefing's Divs and Spans into calls of the functions in briefing.typ.
-- Only names from the tables below reach Typst as code; all text goes through pandoc's own writer, which escapes it.

local DIVS = {
  masthead = "masthead", kicker = "kicker", title = "headline-title", subtitle = "subtitle", facts = "facts",
  ["bottom-line"] = "bottom-line", contents = "contents-list", legend = "legend", intro = "intro", tags = "tags", topic = "topic",
  words = "words", source = "source-line", fine = "fine", listing = "listing", disagreement = "disagreement", figure = "plate", table = "plate", ["figure-title"] = "plate-title",
  ["figure-subtitle"] = "plate-subtitle", spread = "spread", kept = "kept",
}
local SPANS = { exact = "exact", origin = "origin", mention = "mention" }
local KINDS = { reported = true, counted = true, assumed = true, judged = true }

local targets = {}
local has_heading = false

local function block(code) return pandoc.RawBlock("typst", code) end
local function inline(code) return pandoc.RawInline("typst", code) end

local function quote(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

local function label(id)
  if not id:match("^[%w][%w._-]*$") or targets[id] == "set" then return "" end
  targets[id] = "set"
  return " #label(" .. quote(id) .. ")"
end

local function wrap(opening, blocks, closing)
  local out = pandoc.Blocks { block(opening) }
  out:extend(blocks)
  out:insert(block(closing))
  return out
end

local function kind_of(element)
  for _, class in ipairs(element.classes) do
    if KINDS[class] then return class end
  end
  return "reported"
end

local function number_of(element, name)
  return tostring(math.tointeger(tonumber(element.attributes[name])) or 0)
end

local function Div(div)
  local class = div.classes[1]
  if class == "finding" then
    return wrap("#finding(" .. quote(kind_of(div)) .. ")[", div.content, "]" .. label(div.identifier))
  elseif class == "entry" then
    return wrap("#entry(" .. quote(div.attributes.mark or "") .. ")[", div.content, "]" .. label(div.identifier))
  elseif DIVS[class] then
    return wrap("#" .. DIVS[class] .. "[", div.content, "]" .. label(div.identifier))
  end
  return div.content
end

-- A judgment is its two halves side by side; they are taken apart before Divs are turned, which goes from the inside out.
local function Judgment(div)
  if div.classes[1] ~= "judgment" then return nil end
  local halves = pandoc.Blocks {}
  for i, half in ipairs(div.content) do
    if i > 1 then halves:insert(block("][")) end
    halves:extend(half.content or { half })
  end
  return wrap("#judgment[", halves, "]")
end

local function Span(span)
  local class = span.classes[1]
  if class == "tag" then
    return { inline("#tag(" .. quote(kind_of(span)) .. ")["), table.unpack(span.content .. { inline("]") }) }
  elseif class == "voices" then
    return inline("#voices(" .. number_of(span, "heard") .. ", " .. number_of(span, "all") .. ")")
  elseif class == "scale" then
    return inline("#scale-mark(" .. number_of(span, "here") .. ", " .. number_of(span, "all") .. ")")
  elseif class == "note" then
    return pandoc.Note { pandoc.Para(span.content) }
  elseif span.attributes.lang == "zh" then
    return { inline("#zh["), table.unpack(span.content .. { inline("]") }) }
  elseif SPANS[class] then
    return { inline("#" .. SPANS[class] .. "["), table.unpack(span.content .. { inline("]") }) }
  end
  return span.content
end

-- A footnote is painted at the foot of the page and read where it is called: few pieces keep both in order, so no links.
local function Note(span)
  if span.classes[1] ~= "note" then return nil end
  return span:walk { Link = function(link) return link.content end }
end

local function DefinitionList(list)
  local out = pandoc.Blocks { block("#ledger(") }
  for _, item in ipairs(list.content) do
    out:insert(block("["))
    out:insert(pandoc.Plain(item[1]))
    out:insert(block("], ["))
    for _, blocks in ipairs(item[2]) do out:extend(blocks) end
    out:insert(block("],"))
  end
  out:insert(block(")"))
  return out
end

local function Link(link)
  local id = link.target:match("^#(.+)$")
  if id then
    if not targets[id] then return link.content end
    return { inline("#link(label(" .. quote(id) .. "))["), table.unpack(link.content .. { inline("]") }) }
  elseif link.target:match("^https?://") then
    return nil
  end
  return link.content
end

local function Image(image)
  if not image.src:match("^figures/[%w._-]+%.svg$") then return image.caption end
  return inline("#drawing(" .. quote(image.src) .. ", " .. quote(pandoc.utils.stringify(image.caption)) .. ")")
end

-- An address that stands as text leads where it says; a word longer than a line may break anywhere.
local function Str(str)
  local text, mark = str.text:match("^(.-)([.,;:]*)$")
  local quoted = text:match("^(.*)”$")
  local address = (quoted or text):match("^[%w-]+%.[%w.-]*%a%a/[%w%p]*$")
  local rest = (quoted and "”" or "") .. mark
  if address then
    local shown = pandoc.Str((address:gsub("[/_-]", "%0\u{200b}")))
    return { pandoc.Link({ shown }, "https://" .. address), pandoc.Str(rest) }
  end
  if pandoc.text.len(str.text) <= 64 then return nil end
  local pieces = {}
  for i = 1, pandoc.text.len(str.text), 16 do table.insert(pieces, pandoc.text.sub(str.text, i, i + 15)) end
  return pandoc.Str(table.concat(pieces, "\u{200b}"))
end

local function Table(tab)
  for _, column in ipairs(tab.colspecs) do
    if column[1] == "AlignDefault" then column[1] = "AlignLeft" end
  end
  return tab:walk { Str = function(str) return pandoc.Str((str.text:gsub("[_;/]", "%0\u{200b}"))) end }
end

local function Header(header)
  local out = pandoc.Blocks {}
  if header.classes:includes("chapter") and has_heading then out:insert(block("#chapter-break()")) end
  has_heading = true
  local id = header.identifier
  header.attr = pandoc.Attr()
  out:insert(header)
  if id ~= "" and targets[id] == "wanted" then
    targets[id] = "set"
    out:insert(#out, block("#anchor(" .. quote(id) .. ")"))
  end
  return out
end

local function drop_raw(element)
  return pandoc.utils.type(element) == "Inline" and pandoc.Str(element.text) or pandoc.CodeBlock(element.text)
end

local function collect(document)
  local function note(element)
    if element.identifier ~= "" then targets[element.identifier] = "wanted" end
  end
  document:walk { Div = note, Header = note }
end

-- A heading, the line that leads in and the piece below it stand on one page. Typst's own way of keeping a heading with
-- what follows leaves a footnote behind on the page before.
local function keep_together(blocks)
  local out, i = pandoc.Blocks {}, 1
  while i <= #blocks do
    local last = i
    if blocks[i].t == "Header" and blocks[i].level > 1 then
      if blocks[last + 1] and blocks[last + 1].t == "Para" then last = last + 1 end
      if blocks[last + 1] and blocks[last + 1].t == "Div" then last = last + 1 else last = i end
    end
    if last > i then
      out:insert(pandoc.Div({ table.unpack(blocks, i, last) }, pandoc.Attr("", { "kept" })))
    else
      out:insert(blocks[i])
    end
    i = last + 1
  end
  return out
end

function Pandoc(document)
  collect(document)
  document.blocks = keep_together(document.blocks)
  document = document:walk { RawBlock = drop_raw, RawInline = drop_raw }
  document = document:walk { Span = Note }
  document = document:walk { Link = Link, Image = Image, Span = Span, DefinitionList = DefinitionList }
  document = document:walk { Header = Header, Table = Table, Str = Str }
  document = document:walk { Div = Judgment }
  document = document:walk { Div = Div }
  document.blocks:insert(1, block('#import "briefing.typ": *'))
  return document
end
