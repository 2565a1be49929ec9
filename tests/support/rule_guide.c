/*
 * The package of rule_guide.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "rule_guide.h"
#include "xml/xml.h"

static const char guideline[] =
    "<guideline id='rules' lang='ja' comma='、' fiscal-year-begins='4'>"
    "<name ja='基準' en='Rules'/><issuer ja='市' en='City'/>"
    "<actor id='section' ja='課' en='section'/>"
    "<revisions contract-field='contract.date' review-field='review.date'>"
    "<revision date='2023-04-01' transition='none' text='held' cite='附則1'/>"
    "<revision date='2025-04-01' transition='none' text='held' cite='附則2'/>"
    "</revisions>"
    "<parties field='contract.parties'>"
    "<pair id='ab' client='甲' contractor='乙'/></parties>"
    "</guideline>";

static const char common[] =
    "<fields><group id='contract' ja='契約' en='Contract'>"
    "<field id='date' type='date' ja='日' en='Date'/>"
    "<field id='parties' type='choice' ja='称' en='Parties'>"
    "<choice id='ab' ja='甲乙' en='ab'/></field></group>"
    "<group id='review' ja='審査' en='Review'>"
    "<field id='date' type='date' ja='日' en='Date'/></group>";

static const char documents[] =
    "<documents><note ja='独自' en='own'/>"
    "<document id='annex' from='2023-04-01' cite='1' ja='書' en='Annex'"
    " title='書' template='annex' file='書'><by ja='課' en='section'/>"
    "<needs/></document></documents>";

struct itk_guide *
rule_guide_load(const char *fields, const char *rules)
{
    struct itk_buf all_fields = ITK_BUF_INIT, all_rules = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide;

    itk_xml_init();
    itk_buf_adds(&all_fields, common);
    itk_buf_adds(&all_fields, fields);
    itk_buf_adds(&all_fields, "</fields>");
    itk_buf_adds(&all_rules, "<rules>");
    itk_buf_adds(&all_rules, rules);
    itk_buf_adds(&all_rules, "</rules>");
    {
        const struct itk_blob files[] = {
            {"documents.xml", documents, sizeof(documents) - 1,
             ITK_FAULT_PACKAGE},
            {"fields.xml", all_fields.data, all_fields.size, ITK_FAULT_PACKAGE},
            {"guideline.xml", guideline, sizeof(guideline) - 1,
             ITK_FAULT_PACKAGE},
            {"rules.xml", all_rules.data, all_rules.size, ITK_FAULT_PACKAGE},
        };

        guide = itk_guide_load((struct itk_blobs){files, ITK_COUNT(files)},
                               "rules", &err);
    }
    if (!guide)
        fail_msg("%s", err.text[ITK_EN]);
    itk_buf_free(&all_fields);
    itk_buf_free(&all_rules);
    return guide;
}

itk_case *
rule_guide_again(const struct itk_guide *guide, const itk_case *data)
{
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf xml = ITK_BUF_INIT;
    struct itk_blob in;
    itk_case *again;

    itk_case_write_xml(data, guide, &xml);
    in = (struct itk_blob){"again.xml", xml.data, xml.size, ITK_FAULT_CASE};
    again = itk_case_load_xml(&in, guide, found, &err);
    if (!again || itk_findings_errors(found))
        fail_msg("the case cannot be read: %s", xml.data);
    itk_findings_free(found);
    itk_buf_free(&xml);
    return again;
}
