/*
 * The elements of WordprocessingML that the scan tells apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "tmpl/elem.h"

static const struct {
    const char *name;
    enum itk_elem elem;
} elems[] = {
    {"w:p", E_P},
    {"w:r", E_R},
    {"w:t", E_T},
    {"w:ins", E_INSERTED},
    {"w:moveTo", E_INSERTED},
    {"w:del", E_GONE},
    {"w:moveFrom", E_GONE},
    {"w:rPrChange", E_CHANGE},
    {"w:pPrChange", E_CHANGE},
    {"w:sectPrChange", E_CHANGE},
    {"w:tblPrChange", E_CHANGE},
    {"w:tblPrExChange", E_CHANGE},
    {"w:tblGridChange", E_CHANGE},
    {"w:trPrChange", E_CHANGE},
    {"w:tcPrChange", E_CHANGE},
    {"w:cellIns", E_CHANGE},
    {"w:cellDel", E_CHANGE},
    {"w:cellMerge", E_CHANGE},
    {"w:numberingChange", E_CHANGE},
    {"w:pPr", E_PPR},
    {"w:rPr", E_RPR},
    {"w:tc", E_CELL},
    {"w:tr", E_ROW},
    {"w:tbl", E_TABLE},
    {"w:tab", E_TAB},
    {"w:br", E_BREAK},
    {"w:cr", E_BREAK},
    {"w:sectPr", E_SECT},
    {"w:lastRenderedPageBreak", E_QUIET},
    {"w:instrText", E_INSTR},
    {"w:fldChar", E_FIELD},
    {"m:oMath", E_SEEN},
    {"m:oMathPara", E_SEEN},
    {"w:subDoc", E_SEEN},
    {"w:body", E_BODY},
    {"w:txbxContent", E_HOLDER},
    {"w:hdr", E_HOLDER},
    {"w:ftr", E_HOLDER},
    {"w:footnote", E_HOLDER},
    {"w:endnote", E_HOLDER},
    {"w:comment", E_HOLDER},
    {"w:sdt", E_SDT},
    {"w:sdtPr", E_SDT_PR},
    {"w:sdtContent", E_SDT_CONTENT},
    {"w:numPr", E_NUM_PR},
    {"w:numId", E_NUM_ID},
    {"w:hyperlink", E_LINK},
    {"w:fldSimple", E_SIMPLE_FIELD},
    {"w:customXml", E_BLOCK},
    {"w:altChunk", E_BLOCK},
    {"w:id", E_ID},
    {"wp:docPr", E_DOCPR},
    {"v:shape", E_SHAPE},
    {"v:rect", E_SHAPE},
    {"v:roundrect", E_SHAPE},
    {"v:oval", E_SHAPE},
    {"v:line", E_SHAPE},
    {"v:polyline", E_SHAPE},
    {"v:curve", E_SHAPE},
    {"v:arc", E_SHAPE},
    {"v:image", E_SHAPE},
    {"v:group", E_SHAPE},
    {"w:bookmarkStart", E_RANGE},
    {"w:bookmarkEnd", E_RANGE},
    {"w:commentRangeStart", E_RANGE},
    {"w:commentRangeEnd", E_RANGE},
    {"w:commentReference", E_RANGE},
    {"w:permStart", E_RANGE},
    {"w:permEnd", E_RANGE},
    {"w:moveFromRangeStart", E_RANGE},
    {"w:moveFromRangeEnd", E_RANGE},
    {"w:moveToRangeStart", E_RANGE},
    {"w:moveToRangeEnd", E_RANGE},
};

enum itk_elem
itk_elem_of(const struct itk_token *token)
{
    for (size_t i = 0; i < ITK_COUNT(elems); i++) {
        if (itk_token_is(token, elems[i].name))
            return elems[i].elem;
    }
    return E_OTHER;
}
