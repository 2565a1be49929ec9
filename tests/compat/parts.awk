# The parts of a template, written below the folder `to`, from the [template] of
# a case. One line each:
#   p TEXT      a paragraph; ¦ begins a new run, ⏎ is a line break, ⤓ a page break,
#               ⇥ a tab, ▣ a picture, ※ a footnote's mark
#   table       a table begins; row A ‖ B its rows, with ¶ between paragraphs of a
#               cell, ∅ for an empty one. Any line but a row ends it
#   <...>       XML as it is
#   @header     what follows belongs to that part: header, footer, footnotes,
#               endnotes, comments, core (the document's title), custom (a property
#               of one's own), cover (the abstract of a cover page), art (SmartArt)
# SPDX-License-Identifier: MIT
function escape(s) {
    gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s)
    return s
}
function run(s) {
    s = "<w:t xml:space=\"preserve\">" escape(s) "</w:t>"
    gsub(/⏎/, "</w:t><w:br/><w:t xml:space=\"preserve\">", s)
    gsub(/⤓/, "</w:t><w:br w:type=\"page\"/><w:t xml:space=\"preserve\">", s)
    gsub(/▣/, "</w:t><w:drawing/><w:t xml:space=\"preserve\">", s)
    gsub(/※/, "</w:t><w:footnoteReference w:id=\"2\"/><w:t xml:space=\"preserve\">", s)
    gsub(/⇥/, "</w:t><w:tab/><w:t xml:space=\"preserve\">", s)
    return "<w:r>" s "</w:r>"
}
function paragraph(s, runs, n, i, out) {
    if (s == "" || s == "∅")
        return "<w:p/>"
    n = split(s, runs, "¦")
    for (i = 1; i <= n; i++)
        out = out run(runs[i])
    return "<w:p>" out "</w:p>"
}
function row(s, cells, ps, n, m, i, j, out) {
    n = split(s, cells, / ‖ /)
    for (i = 1; i <= n; i++) {
        out = out "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr>"
        m = split(cells[i], ps, / ¶ /)
        if (m == 0)
            out = out paragraph("")
        for (j = 1; j <= m; j++)
            out = out paragraph(ps[j])
        out = out "</w:tc>"
    }
    return "<w:tr>" out "</w:tr>"
}
function put(s) { text[part] = text[part] s }
function end_table() { if (in_table) put("</w:tbl>"); in_table = 0 }
function file(name, s) {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" s \
        >(to "/" name)
    close(to "/" name)
}
# A part beside the body, with its relationship and content type.
function side(kind, name, root, inside, type) {
    file("word/" name, "<w:" root " " ns ">" inside "</w:" root ">")
    rels = rels "<Relationship Id=\"r" kind "\" Type=\"" office kind \
        "\" Target=\"" name "\"/>"
    types = types "<Override PartName=\"/word/" name "\" ContentType=\"" word type "+xml\"/>"
}
BEGIN {
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    package = "http://schemas.openxmlformats.org/package/2006/"
    custom = "http://schemas.openxmlformats.org/officeDocument/2006/"
    split("core custom cover art", names, " ")
    for (i in names)
        bare[names[i]]
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    ns = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"" \
        " xmlns:r=\"" substr(office, 1, length(office) - 1) "\"" \
        " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"" \
        " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"" \
        " xmlns:v=\"urn:schemas-microsoft-com:vml\"" \
        " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
}
/^\[/ { end_table(); here = $0 == "[template]"; part = "body"; next }
!here { next }
/^@/ { end_table(); part = substr($0, 2); next }
$1 == "table" { end_table(); put("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"); in_table = 1; next }
$1 == "row" { put(row(substr($0, 5))); next }
$1 == "p" {
    end_table()
    put(part in bare ? escape(substr($0, 3)) : paragraph(substr($0, 3)))
    next
}
/^</ { put($0); next }
NF { print FILENAME ": what is this: " $0 >"/dev/stderr"; exit 1 }
END {
    for (kind in text) {
        s = text[kind]
        if (kind == "header") {
            side(kind, "header1.xml", "hdr", s, "header")
            refs = refs "<w:headerReference w:type=\"default\" r:id=\"rheader\"/>"
        } else if (kind == "footer") {
            side(kind, "footer1.xml", "ftr", s, "footer")
            refs = refs "<w:footerReference w:type=\"default\" r:id=\"rfooter\"/>"
        } else if (kind == "footnotes") {
            side(kind, kind ".xml", kind, "<w:footnote w:id=\"2\">" s "</w:footnote>", kind)
        } else if (kind == "endnotes") {
            side(kind, kind ".xml", kind, "<w:endnote w:id=\"2\">" s "</w:endnote>", kind)
        } else if (kind == "comments") {
            side(kind, kind ".xml", kind, "<w:comment w:id=\"2\" w:author=\"a\">" s "</w:comment>", kind)
        } else if (kind == "custom") {
            file("docProps/custom.xml", "<Properties xmlns=\"" custom "custom-properties\" xmlns:vt=\"" custom \
                "docPropsVTypes\"><property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\"" \
                " name=\"x\"><vt:lpwstr>" s "</vt:lpwstr></property></Properties>")
            core = core "<Relationship Id=\"r3\" Type=\"" office "custom-properties\" Target=\"docProps/custom.xml\"/>"
            types = types "<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/" \
                "vnd.openxmlformats-officedocument.custom-properties+xml\"/>"
        } else if (kind == "cover") {
            file("customXml/item1.xml", "<CoverPageProperties xmlns=\"http://schemas.microsoft.com/office/2006/" \
                "coverPageProps\"><Abstract>" s "</Abstract></CoverPageProperties>")
            rels = rels "<Relationship Id=\"rcover\" Type=\"" office "customXml\" Target=\"../customXml/item1.xml\"/>"
        } else if (kind == "art") {
            file("word/data1.xml", "<dgm:dataModel xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/" \
                "diagram\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><dgm:ptLst><dgm:pt>" \
                "<dgm:t><a:p><a:r><a:t>" s "</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>")
            rels = rels "<Relationship Id=\"rart\" Type=\"" office "diagramData\" Target=\"data1.xml\"/>"
            types = types "<Override PartName=\"/word/data1.xml\" ContentType=\"application/" \
                "vnd.openxmlformats-officedocument.drawingml.diagramData+xml\"/>"
        } else if (kind == "core") {
            file("docProps/core.xml", "<cp:coreProperties xmlns:cp=\"" package "metadata/core-properties\"" \
                " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>" s "</dc:title></cp:coreProperties>")
            core = core "<Relationship Id=\"r2\" Type=\"" package \
                "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
            types = types "<Override PartName=\"/docProps/core.xml\" ContentType=\"" \
                "application/vnd.openxmlformats-package.core-properties+xml\"/>"
        }
    }
    file("word/document.xml", "<w:document " ns "><w:body>" text["body"] "<w:sectPr>" refs "</w:sectPr></w:body></w:document>")
    if (rels)
        file("word/_rels/document.xml.rels", "<Relationships xmlns=\"" package "relationships\">" rels "</Relationships>")
    file("_rels/.rels", "<Relationships xmlns=\"" package "relationships\"><Relationship Id=\"r1\" Type=\"" office \
        "officeDocument\" Target=\"word/document.xml\"/>" core "</Relationships>")
    file("[Content_Types].xml", "<Types xmlns=\"" package "content-types\"><Default Extension=\"rels\" ContentType=\"" \
        "application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>" \
        "<Override PartName=\"/word/document.xml\" ContentType=\"" word "document.main+xml\"/>" types "</Types>")
}
