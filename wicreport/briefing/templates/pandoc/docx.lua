-- Gives the briefing's Divs and Spans the paragraph and character styles of the Word document.

local STYLES = {
  ["bottom-line"] = "Bottom Line", legend = "Legend", tags = "Finding Kind", topic = "Topic", words = "Exact Words",
  source = "Source Line", fine = "Source Line", listing = "Source Line", ["figure-title"] = "caption", ["figure-subtitle"] = "Figure Subtitle",
}
local CHARACTERS = { exact = "Cited Words", origin = "Origin", tag = "Kind", mention = "Mention" }

local TAB = pandoc.RawInline("openxml", "<w:r><w:tab/></w:r>")

local PAGE_BREAK = pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
local UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
local FLAT = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
local MARGINS = '<w:pgMar w:top="1361" w:right="1361" w:bottom="1361" w:left="1361" w:header="680" w:footer="680" w:gutter="0"/>'

local targets = {}
local contents = {}

local function escape(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;"))
end

local function field(instruction, shown)
  local function mark(kind) return '<w:r><w:fldChar w:fldCharType="' .. kind .. '"/></w:r>' end
  return mark("begin") .. '<w:r><w:instrText xml:space="preserve"> ' .. instruction .. " </w:instrText></w:r>"
    .. mark("separate") .. "<w:r><w:t>" .. shown .. "</w:t></w:r>" .. mark("end")
end

-- A section ends with a paragraph that says what its pages are like; its running lines are named when all is written.
local function section_end(size)
  return pandoc.RawBlock("openxml", '<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/>' .. size .. MARGINS .. "</w:sectPr></w:pPr></w:p>")
end

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
  elseif class == "note" then
    return pandoc.Note { pandoc.Para(span.content) }
  elseif class == "mention" then
    local look = pandoc.Attr("", {}, { ["custom-style"] = CHARACTERS[class] })
    local small = span:walk { Link = function(link) link.content = { pandoc.Span(link.content, look) } return link end }
    return pandoc.Span(small.content, look)
  elseif CHARACTERS[class] then
    return pandoc.Span(span.content, pandoc.Attr("", {}, { ["custom-style"] = CHARACTERS[class] }))
  end
  return span
end

local function DefinitionList(list)
  local rows, last = pandoc.Blocks {}, nil
  for _, item in ipairs(list.content) do
    local line = pandoc.Inlines { pandoc.Span(item[1], pandoc.Attr("", {}, { ["custom-style"] = "Ledger Name" })), TAB }
    line:extend(pandoc.utils.blocks_to_inlines(item[2][1]))
    if last then rows:insert(last) end
    last = pandoc.Para(line)
  end
  return { pandoc.Div(rows, pandoc.Attr("", {}, { ["custom-style"] = "Ledger" })),
    pandoc.Div({ last }, pandoc.Attr("", {}, { ["custom-style"] = "Ledger End" })) }
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

-- A page of its own, on its side, for what is wide.
local function Spread(div)
  if div.classes[1] ~= "spread" then return nil end
  local wide = div:walk { Image = function(image) image.attributes.width = "21cm"; return image end }
  local out = pandoc.Blocks { section_end(UPRIGHT) }
  out:extend(wide.content)
  out:insert(section_end(FLAT))
  return out
end

-- Figures and tables are numbered by Word's own field, so that a list of them can be made.
local counts = { figure = 0, table = 0 }
local function Caption(div)
  local kind = div.classes[1]
  if not counts[kind] then return nil end
  counts[kind] = counts[kind] + 1
  local name = kind:sub(1, 1):upper() .. kind:sub(2)
  return div:walk { Div = function(inner)
    if inner.classes[1] ~= "figure-title" then return nil end
    local label = field("SEQ " .. name .. " \\* ARABIC", tostring(counts[kind]))
    local lead = '<w:r><w:t xml:space="preserve">' .. name .. " </w:t></w:r>" .. label .. '<w:r><w:t xml:space="preserve">. </w:t></w:r>'
    inner.content[1].content:insert(1, pandoc.RawInline("openxml", lead))
    return inner
  end }
end

-- A picture stays with the line below it.
local function Para(para)
  if #para.content == 1 and para.content[1].t == "Image" then
    return pandoc.Div({ para }, pandoc.Attr("", {}, { ["custom-style"] = "Figure Image" }))
  end
end

-- A chapter begins a page, unless the section before it has ended one.
local function break_pages(blocks)
  local out = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    local is_chapter = block.t == "Header" and block.level == 1 and block.classes:includes("chapter")
    local before = out[#out]
    local is_fresh = before and before.t == "RawBlock" and before.text:find("<w:sectPr>", 1, true)
    if is_chapter and before and not is_fresh then out:insert(PAGE_BREAK) end
    out:insert(block)
  end
  return out
end

local function Table(tab)
  tab.attributes["custom-style"] = "Table"
  return tab
end

-- The contents are Word's own field. What it shows until it is updated are links; page numbers are fields as well.
local function Contents(div)
  if div.classes[1] ~= "contents" then return nil end
  local lines = { '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
    .. '<w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>' }
  for i, item in ipairs(contents) do
    local start = i > 1 and "" or '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
      .. '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    table.insert(lines, '<w:p><w:pPr><w:pStyle w:val="TOC' .. item.level .. '"/></w:pPr>' .. start
      .. '<w:hyperlink w:anchor="' .. item.id .. '" w:history="1"><w:r><w:t xml:space="preserve">' .. escape(item.text) .. "</w:t></w:r><w:r><w:tab/></w:r>"
      .. field("PAGEREF " .. item.id .. " \\h", "") .. "</w:hyperlink></w:p>")
  end
  table.insert(lines, '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>')
  return { PAGE_BREAK, pandoc.RawBlock("openxml", table.concat(lines)), PAGE_BREAK }
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

local function collect(document)
  local n = 0
  document = document:walk { Header = function(header)
    n = n + 1
    if header.identifier == "" then header.identifier = "heading-" .. n end
    if header.level <= 2 then
      table.insert(contents, { level = header.level, id = header.identifier, text = pandoc.utils.stringify(header) })
    end
    return header
  end }
  local function note(element)
    if element.identifier ~= "" then targets[element.identifier] = true end
  end
  document:walk { Div = note, Header = note }
  return document
end

function Pandoc(document)
  document = collect(document)
  document = document:walk { Div = Masthead }
  for name, text in pairs(title_block) do document.meta[name] = text end
  document = document:walk { Div = Contents }
  document = document:walk { Link = Link, Image = Image, Span = Span, DefinitionList = DefinitionList, Table = Table }
  document = document:walk { Div = Caption }
  document = document:walk { Div = Spread }
  document.blocks = break_pages(document.blocks)
  document = document:walk { Para = Para }
  return document:walk { Div = Div }
end
