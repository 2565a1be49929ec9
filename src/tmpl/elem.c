/*
 * The elements of WordprocessingML that the scan tells apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tmpl/elem.h"

#define NAMED(name) name, sizeof(name) - 1

static const struct {
    const char *name;
    size_t size;
    enum itk_elem elem;
} elems[] = {
    {NAMED("w:p"), E_P},
    {NAMED("w:r"), E_R},
    {NAMED("w:t"), E_T},
    {NAMED("w:ins"), E_INSERTED},
    {NAMED("w:moveTo"), E_INSERTED},
    {NAMED("w:del"), E_GONE},
    {NAMED("w:moveFrom"), E_GONE},
    {NAMED("w:rPrChange"), E_CHANGE},
    {NAMED("w:pPrChange"), E_CHANGE},
    {NAMED("w:sectPrChange"), E_CHANGE},
    {NAMED("w:tblPrChange"), E_CHANGE},
    {NAMED("w:tblPrExChange"), E_CHANGE},
    {NAMED("w:tblGridChange"), E_CHANGE},
    {NAMED("w:trPrChange"), E_CHANGE},
    {NAMED("w:tcPrChange"), E_CHANGE},
    {NAMED("w:cellIns"), E_CHANGE},
    {NAMED("w:cellDel"), E_CHANGE},
    {NAMED("w:cellMerge"), E_CHANGE},
    {NAMED("w:numberingChange"), E_CHANGE},
    {NAMED("w:pPr"), E_PPR},
    {NAMED("w:rPr"), E_RPR},
    {NAMED("w:tc"), E_CELL},
    {NAMED("w:tr"), E_ROW},
    {NAMED("w:tbl"), E_TABLE},
    {NAMED("w:tab"), E_TAB},
    {NAMED("w:br"), E_BREAK},
    {NAMED("w:cr"), E_BREAK},
    {NAMED("w:sectPr"), E_SECT},
    {NAMED("w:lastRenderedPageBreak"), E_QUIET},
    {NAMED("w:instrText"), E_INSTR},
    {NAMED("w:fldChar"), E_FIELD},
    {NAMED("m:oMath"), E_SEEN},
    {NAMED("m:oMathPara"), E_SEEN},
    {NAMED("w:subDoc"), E_SEEN},
    {NAMED("w:body"), E_BODY},
    {NAMED("w:txbxContent"), E_HOLDER},
    {NAMED("w:hdr"), E_HOLDER},
    {NAMED("w:ftr"), E_HOLDER},
    {NAMED("w:footnote"), E_HOLDER},
    {NAMED("w:endnote"), E_HOLDER},
    {NAMED("w:comment"), E_HOLDER},
    {NAMED("w:sdt"), E_SDT},
    {NAMED("w:sdtPr"), E_SDT_PR},
    {NAMED("w:sdtContent"), E_SDT_CONTENT},
    {NAMED("w:numPr"), E_NUM_PR},
    {NAMED("w:numId"), E_NUM_ID},
    {NAMED("w:hyperlink"), E_LINK},
    {NAMED("w:fldSimple"), E_SIMPLE_FIELD},
    {NAMED("w:customXml"), E_BLOCK},
    {NAMED("w:altChunk"), E_BLOCK},
    {NAMED("w:id"), E_ID},
    {NAMED("wp:docPr"), E_DOCPR},
    {NAMED("v:shape"), E_SHAPE},
    {NAMED("v:rect"), E_SHAPE},
    {NAMED("v:roundrect"), E_SHAPE},
    {NAMED("v:oval"), E_SHAPE},
    {NAMED("v:line"), E_SHAPE},
    {NAMED("v:polyline"), E_SHAPE},
    {NAMED("v:curve"), E_SHAPE},
    {NAMED("v:arc"), E_SHAPE},
    {NAMED("v:image"), E_SHAPE},
    {NAMED("v:group"), E_SHAPE},
    {NAMED("w:bookmarkStart"), E_RANGE},
    {NAMED("w:bookmarkEnd"), E_RANGE},
    {NAMED("w:commentRangeStart"), E_RANGE},
    {NAMED("w:commentRangeEnd"), E_RANGE},
    {NAMED("w:commentReference"), E_RANGE},
    {NAMED("w:permStart"), E_RANGE},
    {NAMED("w:permEnd"), E_RANGE},
    {NAMED("w:moveFromRangeStart"), E_RANGE},
    {NAMED("w:moveFromRangeEnd"), E_RANGE},
    {NAMED("w:moveToRangeStart"), E_RANGE},
    {NAMED("w:moveToRangeEnd"), E_RANGE},
};

enum itk_elem
itk_elem_of(const struct itk_token *token)
{
    for (size_t i = 0; i < ITK_COUNT(elems); i++) {
        if (elems[i].size == token->name_size &&
            memcmp(elems[i].name, token->name, token->name_size) == 0)
            return elems[i].elem;
    }
    return E_OTHER;
}
