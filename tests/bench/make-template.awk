# contract.txt as the parts of a template: -v out=FOLDER -v syntax=hash|for|jinja
# (the tags of docxtemplater, easy-template-x and itaku; of docx-templates; of
# docxtpl). Literal text and tags are runs of their own, and every third tag is
# split over two, as Word leaves them after an edit inside the tag.
# SPDX-License-Identifier: MIT

BEGIN {
    FS = "|"
    ns = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    nsr = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    document = out "/word/document.xml"
    print declaration "\n<w:document " ns " " nsr ">\n<w:body>" > document
}

# ---- runs ----

function tag(name) {
    if (syntax == "jinja")
        return "{{ " (in_row ? "it." : "") name " }}"
    return "{" (syntax == "for" && in_row ? "$it." : "") name "}"
}

function run(text) {
    return "<w:r w:rsidRPr=\"00C52D" (10 + (++runs * 7) % 83) "\"><w:rPr>" \
        "<w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">" \
        text "</w:t></w:r>"
}

function tag_run(text,    half) {
    half = int(length(text) / 2)
    if (++tags % 3)
        return run(text)
    return run(substr(text, 1, half)) run(substr(text, half + 1))
}

function put(text,    done) {
    done = ""
    while (match(text, /\{[#\/]?[a-z_]+\}/)) {
        if (RSTART > 1)
            done = done run(substr(text, 1, RSTART - 1))
        if (substr(text, RSTART + 1, 1) ~ /[a-z]/)
            done = done tag_run(tag(substr(text, RSTART + 1, RLENGTH - 2)))
        else
            done = done run(substr(text, RSTART, RLENGTH))
        text = substr(text, RSTART + RLENGTH)
    }
    return done (text != "" ? run(text) : "")
}

# ---- paragraphs and tables ----

function paragraph(style, text) {
    return "<w:p w:rsidR=\"00C52D" (10 + ++paragraphs % 89) "\" " \
        "w:rsidRDefault=\"00C52D10\"><w:pPr><w:pStyle w:val=\"" style "\"/>" \
        "</w:pPr>" put(text) "</w:p>"
}

function cell(width, style, text) {
    return "<w:tc><w:tcPr><w:tcW w:w=\"" width "\" w:type=\"dxa\"/></w:tcPr>" \
        paragraph(style, text) "</w:tc>"
}

function border(name) {
    return "<w:" name " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
}

function begin_table(    i) {
    in_table = columns
    print "<w:tbl><w:tblPr><w:tblW w:w=\"9030\" w:type=\"dxa\"/><w:tblBorders>" \
        border("top") border("left") border("bottom") border("right") \
        border("insideH") border("insideV") \
        "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>" > document
    for (i = 1; i <= columns; i++)
        print "<w:gridCol w:w=\"" width[i] "\"/>" > document
    print "</w:tblGrid>" > document
}

function end_table() {
    if (in_table)
        print "</w:tbl>" paragraph("Normal", "") > document
    in_table = 0
}

function set_columns(text) {
    if (in_table && in_table != split(text, width, " "))
        end_table()
    columns = split(text, width, " ")
    if (!in_table)
        begin_table()
}

# A row of the fields from the second on.
function row(style,    i, cells) {
    cells = ""
    for (i = 1; i <= columns; i++)
        cells = cells cell(width[i], style, $(i + 1))
    print "<w:tr><w:trPr><w:cantSplit/></w:trPr>" cells "</w:tr>" > document
}

function lone_row(text,    i) {
    for (i = NF; i > 1; i--)
        $i = ""
    $2 = text
    row("TblText")
}

# The row that is repeated, in the words of each engine.
function loop_row(    kept) {
    kept = $0
    if (syntax != "hash")
        gsub(/\{[#\/]items\}/, "", kept)
    if (syntax != "hash")
        lone_row(syntax == "jinja" ? "{%tr for it in items %}" : "{FOR it IN items}")
    $0 = kept
    in_row = 1
    row("TblText")
    in_row = 0
    if (syntax != "hash")
        lone_row(syntax == "jinja" ? "{%tr endfor %}" : "{END-FOR it}")
}

function margin_part(name, element, text) {
    print declaration "\n<w:" element " " ns ">" > (out "/word/" name)
    print text "</w:" element ">" > (out "/word/" name)
}

# ---- lines ----

/^#/ { next }
!/^[KLRS]\|/ { end_table() }
/^T\|/ { print paragraph("Title", $2) > document }
/^C\|/ { print paragraph("DocNo", $2) > document }
/^P\|/ { print paragraph("Normal", $2) > document }
/^H\|/ { print paragraph("ArtHead", "（" $2 "）") > document }
/^A\|/ { print paragraph("Article", $2) > document }
/^Q\|/ { print paragraph("ArtPara", $2) > document }
/^X\|/ { print paragraph("AttHead", $2) > document }
/^B\|/ { print "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>" > document }
/^K\|/ { set_columns("1800 7230"); row("TblText") }
/^L\|/ { set_columns("730 1900 2800 800 600 1000 1200"); row("TblHead") }
/^R\|/ { loop_row() }
/^S\|/ { $8 = $3; $3 = $2; $2 = ""; row("TblNum") }
/^h\|/ { margin_part("header1.xml", "hdr", paragraph("Footer", $2)) }
/^f\|/ { margin_part("footer1.xml", "ftr", paragraph("Footer", $2)) }

END {
    end_table()
    print "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId6\"/>" \
        "<w:footerReference w:type=\"default\" r:id=\"rId5\"/>" \
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" " \
        "w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" w:header=\"851\" " \
        "w:footer=\"851\" w:gutter=\"0\"/></w:sectPr>\n</w:body>\n</w:document>" > document
}
