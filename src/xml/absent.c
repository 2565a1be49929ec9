/*
 * What libxml2's archive names and itaku never has it do: convert encodings
 * with ICU (all is UTF-8 before libxml2 sees it) and read compressed files (it
 * reads no files). So no encoding has a converter and no file is readable.
 * Linked in only with that archive: to load ICU, and the C++ library with it,
 * would be half of what it takes to start the program.
 *
 * Source  ICU 4C API, ucnv.h and ucnv_err.h; XZ Utils, lzma/base.h, filter.h,
 *         container.h.
 */
/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#pragma GCC diagnostic ignored "-Wunused-parameter"

#ifdef __has_include
#if __has_include(<unicode/ucnv.h>)
#include <unicode/ucnv.h> /* which also puts ICU's version into the names */

UConverter *
ucnv_open(const char *name, UErrorCode *err)
{
    *err = U_UNSUPPORTED_ERROR;
    return NULL;
}

void
ucnv_close(UConverter *converter)
{
}

void
ucnv_setToUCallBack(UConverter *converter, UConverterToUCallback action,
                    const void *context, UConverterToUCallback *old,
                    const void **old_context, UErrorCode *err)
{
    *err = U_UNSUPPORTED_ERROR;
}

void
ucnv_setFromUCallBack(UConverter *converter, UConverterFromUCallback action,
                      const void *context, UConverterFromUCallback *old,
                      const void **old_context, UErrorCode *err)
{
    *err = U_UNSUPPORTED_ERROR;
}

void
ucnv_convertEx(UConverter *to, UConverter *from, char **target,
               const char *target_end, const char **source,
               const char *source_end, UChar *pivot, UChar **pivot_source,
               UChar **pivot_target, const UChar *pivot_end, UBool reset,
               UBool flush, UErrorCode *err)
{
    *err = U_UNSUPPORTED_ERROR;
}

void
UCNV_TO_U_CALLBACK_STOP(const void *context, UConverterToUnicodeArgs *args,
                        const char *bytes, int32_t size,
                        UConverterCallbackReason reason, UErrorCode *err)
{
}

void
UCNV_FROM_U_CALLBACK_STOP(const void *context, UConverterFromUnicodeArgs *args,
                          const UChar *units, int32_t size, UChar32 point,
                          UConverterCallbackReason reason, UErrorCode *err)
{
}
#endif
#endif

/* liblzma's header comes with a package that nothing else here needs. */
#define LZMA_PROG_ERROR 11

int lzma_auto_decoder(void *stream, uint64_t limit, uint32_t flags);
int lzma_code(void *stream, int action);
void lzma_end(void *stream);
int lzma_properties_decode(void *filter, const void *allocator,
                           const uint8_t *bytes, size_t size);

int
lzma_auto_decoder(void *stream, uint64_t limit, uint32_t flags)
{
    return LZMA_PROG_ERROR;
}

int
lzma_code(void *stream, int action)
{
    return LZMA_PROG_ERROR;
}

void
lzma_end(void *stream)
{
}

int
lzma_properties_decode(void *filter, const void *allocator,
                       const uint8_t *bytes, size_t size)
{
    return LZMA_PROG_ERROR;
}
