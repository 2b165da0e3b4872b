-- Gives the briefing's Divs and Spans the paragraph and character styles of the Word document.

local STYLES = {
  ["bottom-line"] = "Bottom Line", legend = "Legend", tags = "Finding Kind", topic = "Topic", words = "Exact Words",
  source = "Source Line", fine = "Source Line", ["figure-title"] = "Figure Title", ["figure-subtitle"] = "Figure Subtitle",
}
local CHARACTERS = { exact = "Cited Words", origin = "Origin", tag = "Kind" }

local TAB = pandoc.RawInline("openxml", "<w:r><w:tab/></w:r>")

local targets = {}
local contents = {}

local function style(div, name)
  div.attributes["custom-style"] = name
  return div
end

local function Div(div)
  local class = div.classes[1]
  if class == "entry" and div.content[1] then
    local first = div.content[1]
    local inner = first.t == "Div" and first.content[1] or first
    inner.content = pandoc.Inlines { pandoc.Strong { pandoc.Str(div.attributes.mark or "") }, pandoc.Str("\u{2003}") } .. inner.content
  elseif STYLES[class] then
    style(div, STYLES[class])
  end
  div.classes = {}
  div.attributes.mark = nil
  if not div.attributes["custom-style"] and div.identifier == "" then return div.content end
  return div
end

local function Span(span)
  local class = span.classes[1]
  if class == "voices" then
    local heard, all = tonumber(span.attributes.heard), tonumber(span.attributes.all)
    return pandoc.Str(string.rep("●", heard) .. string.rep("○", all - heard) .. "\u{a0}")
  elseif class == "scale" then
    return {}
  elseif CHARACTERS[class] then
    return pandoc.Span(span.content, pandoc.Attr("", {}, { ["custom-style"] = CHARACTERS[class] }))
  end
  return span
end

local function DefinitionList(list)
  local rows = pandoc.Blocks {}
  for _, item in ipairs(list.content) do
    local line = pandoc.Inlines { pandoc.Span(item[1], pandoc.Attr("", {}, { ["custom-style"] = "Ledger Name" })), TAB }
    line:extend(pandoc.utils.blocks_to_inlines(item[2][1]))
    rows:insert(pandoc.Para(line))
  end
  return pandoc.Div(rows, pandoc.Attr("", {}, { ["custom-style"] = "Ledger" }))
end

local function Link(link)
  local id = link.target:match("^#(.+)$")
  if (id and targets[id]) or link.target:match("^https?://") then return nil end
  return link.content
end

local function Image(image)
  local name = image.src:match("^figures/([%w._-]+)%.svg$")
  if not name then return image.caption end
  return pandoc.Image(image.caption, "figures/" .. name .. ".png", "", pandoc.Attr("", {}, { width = "16cm" }))
end

local function Table(tab)
  tab.attributes["custom-style"] = "Table"
  return tab
end

local function Contents(div)
  if div.classes[1] == "contents" then
    local heading = pandoc.Div({ pandoc.Para { pandoc.Str("Contents") } }, pandoc.Attr("", { "topic" }))
    local lines = pandoc.Div(contents, pandoc.Attr("", {}, { ["custom-style"] = "Contents Line" }))
    return { heading, lines }
  end
end

-- The title block of the document is Word's own: its styles are Title and Subtitle.
local title_block = {}

local function Masthead(div)
  local class = div.classes[1]
  if class == "title" or class == "subtitle" then
    title_block[class] = pandoc.MetaInlines(pandoc.utils.blocks_to_inlines(div.content))
    return {}
  elseif class == "kicker" then
    return {}
  end
end

function Pandoc(document)
  local function note(element)
    if element.identifier ~= "" then targets[element.identifier] = true end
    if element.t == "Header" and element.level == 1 then
      table.insert(contents, pandoc.Para { pandoc.Link(element.content, "#" .. element.identifier) })
    end
  end
  document:walk { Div = note, Header = note }
  document = document:walk { Div = Masthead }
  for name, text in pairs(title_block) do document.meta[name] = text end
  document = document:walk { Div = Contents }
  document = document:walk { Link = Link, Image = Image, Span = Span, DefinitionList = DefinitionList, Table = Table }
  return document:walk { Div = Div }
end
