/*
 * The program's build id: the note NT_GNU_BUILD_ID, which the linker makes.
 *
 * Source  Executable and Linking Format, Note Section; ld(1), --build-id.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <elf.h>
#include <link.h>
#include <string.h>

#include "cli/build.h"

#define PADDED(size) (((size) + 3u) & ~(size_t)3)

/* In the notes of one segment. */
static bool
put_id(const char *at, size_t size, struct itk_buf *out)
{
    static const char digits[] = "0123456789abcdef";
    const size_t before = out->size;
    ElfW(Nhdr) note;

    while (out->size == before && size >= sizeof(note)) {
        size_t length;

        memcpy(&note, at, sizeof(note));
        length = sizeof(note) + PADDED(note.n_namesz) + PADDED(note.n_descsz);
        if (length > size)
            break;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
            memcmp(at + sizeof(note), "GNU", 4) == 0) {
            const char *id = at + sizeof(note) + PADDED(note.n_namesz);

            for (size_t i = 0; i < note.n_descsz; i++) {
                itk_buf_addc(out, digits[(unsigned char)id[i] >> 4]);
                itk_buf_addc(out, digits[(unsigned char)id[i] & 15]);
            }
        }
        at += length;
        size -= length;
    }
    return out->size > before;
}

/* The program itself is the first of all. */
static int
look(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        const uintptr_t at = (uintptr_t)(info->dlpi_addr + segment->p_vaddr);

        if (segment->p_type == PT_NOTE &&
            put_id((const char *)at, segment->p_memsz, out))
            return 1;
    }
    return 2;
}

bool
itk_build_id(struct itk_buf *out)
{
    return dl_iterate_phdr(look, out) == 1;
}
