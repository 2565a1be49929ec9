/*
 * The archives of test_gate.c: what is built, the lies, and the message that
 * each must meet.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_TEST_GATE_ROWS_H
#define UNIT_TEST_GATE_ROWS_H

#include "base/message.h"
#include "tests/support/zip_build.h"

#define ACCEPTED ITK_MSG_COUNT
#define A50      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A250     A50 A50 A50 A50 A50
#define A500     A250 A250

/* Fields of the headers, by offset. */
enum {
    L_FLAGS = 6,
    L_METHOD = 8,
    L_CRC = 14,
    L_PACKED = 18,
    L_SIZE = 22,
    L_NAME_SIZE = 26,
    L_EXTRA_SIZE = 28,
    L_NAME = 30,
    C_FLAGS = 8,
    C_METHOD = 10,
    C_CRC = 16,
    C_PACKED = 20,
    C_SIZE = 24,
    C_NAME_SIZE = 28,
    C_EXTRA_SIZE = 30,
    C_COMMENT_SIZE = 32,
    C_DISK = 34,
    C_ATTRIBUTES = 38,
    C_OFFSET = 42,
    E_DISK = 4,
    E_DIRECTORY_DISK = 6,
    E_HERE = 8,
    E_ALL = 10,
    E_SIZE = 12,
    E_DIRECTORY = 16,
    E_COMMENT_SIZE = 20
};

#define MODE(bits) ((uint64_t)(bits) << 16)
#define TEXT(path)                                                             \
    {                                                                          \
        .name = path, .data = "text"                                           \
    }
#define LOCAL(entry, field, width, value)                                      \
    {                                                                          \
        ZIP_LOCAL, entry, field, width, value                                  \
    }
#define CENTRAL(entry, field, width, value)                                    \
    {                                                                          \
        ZIP_CENTRAL, entry, field, width, value                                \
    }
#define BOTH(entry, field, width, value)                                       \
    {                                                                          \
        ZIP_BOTH, entry, field, width, value                                   \
    }
#define END(field, width, value)                                               \
    {                                                                          \
        ZIP_END, 0, field, width, value                                        \
    }

static struct row {
    const char *name;
    enum itk_msg want;
    struct zip_file files[4];
    struct zip_poke pokes[4];
    const char *before; /* put before the archive */
    const char *after;  /* put after it */
    const char *comment;
} rows[] = {
    /* What honest programs write. */
    {"stored", ACCEPTED, .files = {TEXT("a.xml")}},
    {"deflated", ACCEPTED,
     .files = {{.name = "a", .data = A500, .deflate = true}}},
    {"two", ACCEPTED, .files = {TEXT("word/a.xml"), TEXT("word/b.xml")}},
    {"no data", ACCEPTED, .files = {{.name = "a", .data = ""}, TEXT("b")}},
    {"japanese name", ACCEPTED, .files = {TEXT("word/media/図1.png")}},
    {"name of 512 bytes", ACCEPTED, .files = {TEXT(A500 "/bbbbbbbbbbb")}},
    {"hidden name", ACCEPTED,
     .files = {TEXT("word/.rels"), TEXT("_rels/..rels")}},
    {"folder", ACCEPTED,
     .files = {{.name = "word/", .data = ""}, TEXT("word/a")}},
    {"descriptor", ACCEPTED,
     .files = {{.name = "a", .data = "x", .descriptor = 16}}},
    {"bare descriptor", ACCEPTED,
     .files = {{.name = "a", .data = "x", .descriptor = 12}, TEXT("b")}},
    {"descriptor and sums", ACCEPTED,
     .files =
         {{.name = "a", .data = "x", .descriptor = 16, .local_sums = true}}},
    {"sums and bit 3 without a descriptor", ACCEPTED, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_FLAGS, 2, 8)}},
    {"extra", ACCEPTED,
     .files = {{.name = "a", .extra = "\x55\x54\5\0\1abcd", .extra_size = 9}}},
    {"padding as extra", ACCEPTED,
     .files = {{.name = "a", .extra = "\0\0\0", .extra_size = 3}}},
    {"extra that is too short", ACCEPTED,
     .files = {{.name = "a", .extra = "\x55\x54\x09\0ab", .extra_size = 6}}},
    {"zip64 extra in the local header alone, unused", ACCEPTED,
     .files = {{.name = "a", .extra = "\2\0\0\0", .extra_size = 4}},
     .pokes = {LOCAL(0, 31, 1, 1)}},
    {"signature of an end record in the data", ACCEPTED,
     .files = {{.name = "a", .data = "PK\5\6 and 20 bytes that follow"}}},
    {"comment", ACCEPTED, .files = {TEXT("a")}, .comment = "made by hand"},
    {"entry comment", ACCEPTED, .files = {{.name = "a", .comment = "note"}}},
    {"regular mode", ACCEPTED, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_ATTRIBUTES, 4, MODE(0100644))}},
    {"mode without type", ACCEPTED, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_ATTRIBUTES, 4, MODE(0644))}},
    {"folder mode", ACCEPTED, .files = {{.name = "a/", .data = ""}},
     .pokes = {CENTRAL(0, C_ATTRIBUTES, 4, MODE(0040755) | 0x10)}},
    {"a mebibyte at any ratio", ACCEPTED,
     .files = {{.name = "a", .zeros = 1 << 20, .deflate = true}}},

    /* Not a zip archive, or not a whole one. */
    {"ole2", ITK_MSG_ZIP_OLE2, .files = {TEXT("a")},
     .before = "\xD0\xCF\x11\xE0"},
    {"text before", ITK_MSG_ZIP_NOT, .files = {TEXT("a")}, .before = "MZ"},
    {"almost zip by its second letter", ITK_MSG_ZIP_NOT, .files = {TEXT("a")},
     .before = "XK"},
    {"almost zip", ITK_MSG_ZIP_NOT, .files = {TEXT("a")}, .before = "PX"},
    {"prefix", ITK_MSG_ZIP_DIRECTORY_PLACE, .files = {TEXT("a")},
     .before = "PK!!"},
    {"prefix that is counted", ITK_MSG_ZIP_PREFIX, .files = {TEXT("a")},
     .pokes = {END(E_DIRECTORY, 4, 39), CENTRAL(0, C_OFFSET, 4, 4)},
     .before = "PK!!"},
    {"one byte after", ITK_MSG_ZIP_TRAILING, .files = {TEXT("a")},
     .after = "\n"},
    {"many bytes after", ITK_MSG_ZIP_TRAILING, .files = {TEXT("a")},
     .after = A500},
    {"comment longer than the file", ITK_MSG_ZIP_CUT, .files = {TEXT("a")},
     .pokes = {END(E_COMMENT_SIZE, 2, 1)}},
    {"comment shorter than it is", ITK_MSG_ZIP_TRAILING, .files = {TEXT("a")},
     .pokes = {END(E_COMMENT_SIZE, 2, 11)}, .comment = "made by hand"},
    {"empty", ITK_MSG_ZIP_EMPTY, .files = {{0}}},

    /* The end record. */
    {"zip64 count", ITK_MSG_ZIP_64, .files = {TEXT("a")},
     .pokes = {END(E_ALL, 2, 0xFFFF)}},
    {"zip64 size", ITK_MSG_ZIP_64, .files = {TEXT("a")},
     .pokes = {END(E_SIZE, 4, 0xFFFFFFFF)}},
    {"zip64 directory", ITK_MSG_ZIP_64, .files = {TEXT("a")},
     .pokes = {END(E_DIRECTORY, 4, 0xFFFFFFFF)}},
    {"zip64 locator", ITK_MSG_ZIP_64,
     .files = {{.name = "a", .comment = "PK\6\7 sixteen bytes.."}}},
    {"this disk", ITK_MSG_ZIP_DISKS, .files = {TEXT("a")},
     .pokes = {END(E_DISK, 2, 1)}},
    {"directory's disk", ITK_MSG_ZIP_DISKS, .files = {TEXT("a")},
     .pokes = {END(E_DIRECTORY_DISK, 2, 1)}},
    {"entries here", ITK_MSG_ZIP_DISKS, .files = {TEXT("a")},
     .pokes = {END(E_HERE, 2, 2)}},
    {"entry's disk", ITK_MSG_ZIP_DISKS, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_DISK, 2, 1)}},
    {"2001 entries", ITK_MSG_ZIP_MANY, .files = {TEXT("a")},
     .pokes = {END(E_HERE, 2, 2001), END(E_ALL, 2, 2001)}},
    {"2000 entries claimed", ITK_MSG_ZIP_DIRECTORY, .files = {TEXT("a")},
     .pokes = {END(E_HERE, 2, 2000), END(E_ALL, 2, 2000)}},
    {"one entry of two", ITK_MSG_ZIP_DIRECTORY_PLACE,
     .files = {TEXT("a"), TEXT("b")},
     .pokes = {END(E_HERE, 2, 1), END(E_ALL, 2, 1)}},
    {"directory too early", ITK_MSG_ZIP_DIRECTORY_PLACE, .files = {TEXT("a")},
     .pokes = {END(E_DIRECTORY, 4, 34)}},
    {"directory too far", ITK_MSG_ZIP_DIRECTORY_PLACE, .files = {TEXT("a")},
     .pokes = {END(E_DIRECTORY, 4, 0xFFFFFFFE), END(E_SIZE, 4, 0x2F)}},
    {"directory shifted with its size", ITK_MSG_ZIP_DIRECTORY,
     .files = {TEXT("a")},
     .pokes = {END(E_DIRECTORY, 4, 34), END(E_SIZE, 4, 48)}},

    /* The central directory. */
    {"signature of the directory", ITK_MSG_ZIP_DIRECTORY, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, 3, 1, 3)}},
    {"name past the directory", ITK_MSG_ZIP_DIRECTORY, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_NAME_SIZE, 2, 2)}},
    {"extra past the directory", ITK_MSG_ZIP_DIRECTORY,
     .files = {TEXT("a"), TEXT("b")},
     .pokes = {CENTRAL(1, C_EXTRA_SIZE, 2, 0xFFFF)}},
    {"comment past the directory", ITK_MSG_ZIP_DIRECTORY, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_COMMENT_SIZE, 2, 1)}},
    {"extra swallows the next entry", ITK_MSG_ZIP_DIRECTORY,
     .files = {TEXT("a"), TEXT("b")},
     .pokes = {CENTRAL(0, C_EXTRA_SIZE, 2, 47)}},
    {"zip64 extra", ITK_MSG_ZIP_64,
     .files = {{.name = "a", .extra = "\1\0\0\0", .extra_size = 4}}},
    {"zip64 extra behind another", ITK_MSG_ZIP_64,
     .files = {{.name = "a", .extra = "\2\0\1\0x\1\0\0\0", .extra_size = 9}}},
    {"zip64 packed size", ITK_MSG_ZIP_64, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_PACKED, 4, 0xFFFFFFFF)}},
    {"zip64 entry size", ITK_MSG_ZIP_64, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_SIZE, 4, 0xFFFFFFFF)}},
    {"zip64 offset", ITK_MSG_ZIP_64, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_OFFSET, 4, 0xFFFFFFFF)}},
    {"zip64 packed size in the local header", ITK_MSG_ZIP_64,
     .files = {TEXT("a")}, .pokes = {LOCAL(0, L_PACKED, 4, 0xFFFFFFFF)}},
    {"zip64 size in the local header", ITK_MSG_ZIP_64, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_SIZE, 4, 0xFFFFFFFF)}},

    /* Names. */
    {"no name", ITK_MSG_ZIP_NAME, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_NAME_SIZE, 2, 0), BOTH(0, L_EXTRA_SIZE, 2, 1)}},
    {"absolute", ITK_MSG_ZIP_NAME, .files = {TEXT("/etc/passwd")}},
    {"backslash", ITK_MSG_ZIP_NAME, .files = {TEXT("word\\a.xml")}},
    {"unc", ITK_MSG_ZIP_NAME, .files = {TEXT("\\\\host\\a.xml")}},
    {"drive", ITK_MSG_ZIP_NAME, .files = {TEXT("C:/a.xml")}},
    {"stream", ITK_MSG_ZIP_NAME, .files = {TEXT("a.xml:b")}},
    {"dot dot", ITK_MSG_ZIP_NAME, .files = {TEXT("../a.xml")}},
    {"dot dot inside", ITK_MSG_ZIP_NAME, .files = {TEXT("word/../../a.xml")}},
    {"dot dot last", ITK_MSG_ZIP_NAME, .files = {TEXT("word/..")}},
    {"dot", ITK_MSG_ZIP_NAME, .files = {TEXT("./a.xml")}},
    {"dot as a folder", ITK_MSG_ZIP_NAME,
     .files = {{.name = "./", .data = ""}}},
    {"empty part", ITK_MSG_ZIP_NAME, .files = {TEXT("word//a.xml")}},
    {"two slashes last", ITK_MSG_ZIP_NAME,
     .files = {{.name = "word//", .data = ""}}},
    {"trailing dot", ITK_MSG_ZIP_NAME, .files = {TEXT("word./a.xml")}},
    {"trailing dots", ITK_MSG_ZIP_NAME, .files = {TEXT("word/...")}},
    {"trailing space", ITK_MSG_ZIP_NAME, .files = {TEXT("a.xml ")}},
    {"nul", ITK_MSG_ZIP_NAME,
     .files = {{.name = "a.xml\0.exe", .name_size = 10, .data = "x"}}},
    {"line feed", ITK_MSG_ZIP_NAME, .files = {TEXT("a\n.xml")}},
    {"escape", ITK_MSG_ZIP_NAME, .files = {TEXT("a\x1B[2J.xml")}},
    {"delete", ITK_MSG_ZIP_NAME, .files = {TEXT("a\x7F.xml")}},
    {"c1 control", ITK_MSG_ZIP_NAME, .files = {TEXT("a\xC2\x9B.xml")}},
    {"bidi override", ITK_MSG_ZIP_NAME,
     .files = {TEXT("a\xE2\x80\xAElmx.xml")}},
    {"shift_jis", ITK_MSG_ZIP_NAME_ENCODING, .files = {TEXT("\x90\xA8.xml")}},
    {"overlong", ITK_MSG_ZIP_NAME_ENCODING,
     .files = {TEXT("\xC0\xAE\xC0\xAE/a")}},
    {"surrogate", ITK_MSG_ZIP_NAME_ENCODING,
     .files = {TEXT("\xED\xA0\x80.xml")}},
    {"513 bytes", ITK_MSG_ZIP_NAME_LONG, .files = {TEXT(A500 "/bbbbbbbbbbbb")}},
    {"twice", ITK_MSG_ZIP_DOUBLE, .files = {TEXT("a"), TEXT("b"), TEXT("a")}},
    {"twice but for case", ITK_MSG_ZIP_DOUBLE,
     .files = {TEXT("word/A.xml"), TEXT("Word/a.XML")}},

    /* Kinds of entries. */
    {"encrypted", ITK_MSG_ZIP_ENCRYPTED, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_FLAGS, 2, 1)}},
    {"strongly encrypted", ITK_MSG_ZIP_ENCRYPTED, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_FLAGS, 2, 0x40)}},
    {"masked headers", ITK_MSG_ZIP_ENCRYPTED, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_FLAGS, 2, 0x2000)}},
    {"bzip2", ITK_MSG_ZIP_METHOD, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_METHOD, 2, 12)}},
    {"deflate64", ITK_MSG_ZIP_METHOD, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_METHOD, 2, 9)}},
    {"symbolic link", ITK_MSG_ZIP_SPECIAL, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_ATTRIBUTES, 4, MODE(0120777))}},
    {"character device", ITK_MSG_ZIP_SPECIAL, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_ATTRIBUTES, 4, MODE(0020666))}},
    {"fifo", ITK_MSG_ZIP_SPECIAL, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_ATTRIBUTES, 4, MODE(0010666))}},
    {"folder mode, file name", ITK_MSG_ZIP_SPECIAL, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_ATTRIBUTES, 4, MODE(0040755))}},
    {"folder with data", ITK_MSG_ZIP_FOLDER, .files = {TEXT("word/")}},

    /* Sizes. */
    {"stored of two sizes", ITK_MSG_ZIP_SIZE, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_SIZE, 4, 5)}},
    {"entry of 64 MiB and a byte", ITK_MSG_ZIP_ENTRY_TOO_BIG,
     .files = {{.name = "a", .data = "x", .deflate = true}},
     .pokes = {BOTH(0, L_SIZE, 4, (64 << 20) + 1)}},
    {"exactly 200:1", ACCEPTED, .files = {{.name = "a", .zeros = 10000}},
     .pokes = {BOTH(0, L_METHOD, 2, 8), BOTH(0, L_SIZE, 4, 2000000)}},
    {"a byte over 200:1", ITK_MSG_ZIP_RATIO,
     .files = {{.name = "a", .zeros = 10000}},
     .pokes = {BOTH(0, L_METHOD, 2, 8), BOTH(0, L_SIZE, 4, 2000001)}},
    {"ratio", ITK_MSG_ZIP_RATIO,
     .files = {{.name = "a", .zeros = (1 << 20) + 1, .deflate = true}}},
    {"no packed data at all", ITK_MSG_ZIP_RATIO,
     .files = {{.name = "a", .data = "", .deflate = true}},
     .pokes = {BOTH(0, L_SIZE, 4, 64 << 20), BOTH(0, L_PACKED, 4, 0)}},

    /* Local headers. */
    {"no local header", ITK_MSG_ZIP_LOCAL, .files = {TEXT("a")},
     .pokes = {LOCAL(0, 3, 1, 5)}},
    {"offset elsewhere", ITK_MSG_ZIP_LOCAL, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_OFFSET, 4, 1)}},
    {"offset at the directory", ITK_MSG_ZIP_LOCAL, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_OFFSET, 4, 35)}},
    {"offset past the directory", ITK_MSG_ZIP_LOCAL, .files = {TEXT("a")},
     .pokes = {CENTRAL(0, C_OFFSET, 4, 0x7FFFFFFF)}},
    {"local name too long", ITK_MSG_ZIP_LOCAL, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_NAME_SIZE, 2, 6)}},
    {"local extra too long", ITK_MSG_ZIP_LOCAL, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_EXTRA_SIZE, 2, 0xFFFF)}},
    {"other name", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_NAME, 1, 'b')}},
    {"other length of the name", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("ab")},
     .pokes = {LOCAL(0, L_NAME_SIZE, 2, 1)}},
    {"other method", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_METHOD, 2, 8)}},
    {"local flag of encryption", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_FLAGS, 2, 1)}},
    {"bit 3 in the local header only", ITK_MSG_ZIP_MISMATCH,
     .files = {TEXT("a")}, .pokes = {LOCAL(0, L_FLAGS, 2, 8)}},
    {"other crc", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_CRC, 4, 1)}},
    {"other packed size", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_PACKED, 4, 3)}},
    {"other size", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_SIZE, 4, 3)}},
    {"no sums and no bit 3", ITK_MSG_ZIP_MISMATCH, .files = {TEXT("a")},
     .pokes = {LOCAL(0, L_CRC, 4, 0), LOCAL(0, L_PACKED, 4, 0),
               LOCAL(0, L_SIZE, 4, 0)}},
    {"bit 3 and half of the sums", ITK_MSG_ZIP_MISMATCH,
     .files = {{.name = "a", .data = "x", .descriptor = 16}},
     .pokes = {LOCAL(0, L_SIZE, 4, 1)}},

    /* Layout. */
    {"data into the directory", ITK_MSG_ZIP_OVERLAP, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_PACKED, 4, 5), BOTH(0, L_SIZE, 4, 5)}},
    {"data into the next entry", ITK_MSG_ZIP_OVERLAP,
     .files = {TEXT("a"), TEXT("b")},
     .pokes = {BOTH(0, L_PACKED, 4, 5), BOTH(0, L_SIZE, 4, 5)}},
    {"an entry within the data of another", ITK_MSG_ZIP_OVERLAP,
     .files = {{.name = "a",
                .data = "PK\3\4\x14\0\0\0\0\0\0\0\x21\0\0\0\0\0\0\0\0\0\0\0\0\0"
                        "\1\0\0\0b",
                .size = 31},
               {.name = "b", .data = ""}},
     .pokes = {CENTRAL(1, C_OFFSET, 4, 31)}},
    {"the same data twice", ITK_MSG_ZIP_MISMATCH,
     .files = {TEXT("a"), TEXT("b")}, .pokes = {CENTRAL(1, C_OFFSET, 4, 0)}},
    {"gap", ITK_MSG_ZIP_GAP, .files = {{.name = "a", .gap = "?"}, TEXT("b")}},
    {"gap before the directory", ITK_MSG_ZIP_GAP,
     .files = {{.name = "a", .gap = A500}}},
    {"shorter than its data", ITK_MSG_ZIP_GAP, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_PACKED, 4, 3), BOTH(0, L_SIZE, 4, 3)}},
    {"gap of the size of a descriptor", ITK_MSG_ZIP_GAP,
     .files = {{.name = "a", .gap = "twelve bytes"}}},
    {"descriptor missing", ITK_MSG_ZIP_DESCRIPTOR, .files = {TEXT("a")},
     .pokes = {BOTH(0, L_FLAGS, 2, 8), LOCAL(0, L_CRC, 4, 0),
               LOCAL(0, L_PACKED, 4, 0), LOCAL(0, L_SIZE, 4, 0)}},
    {"gap after a descriptor", ITK_MSG_ZIP_DESCRIPTOR,
     .files = {{.name = "a", .data = "x", .descriptor = 12, .gap = "four"}}},
    {"long gap after a descriptor", ITK_MSG_ZIP_DESCRIPTOR,
     .files = {{.name = "a", .data = "x", .descriptor = 16, .gap = "more"}}},
    {"descriptor with another crc", ITK_MSG_ZIP_DESCRIPTOR,
     .files = {{.name = "a", .data = "x", .descriptor = 12}},
     .pokes = {LOCAL(0, 32, 1, 0)}},
    {"descriptor with another packed size", ITK_MSG_ZIP_DESCRIPTOR,
     .files = {{.name = "a", .data = "x", .descriptor = 12}},
     .pokes = {LOCAL(0, 36, 1, 2)}},
    {"descriptor with another size", ITK_MSG_ZIP_DESCRIPTOR,
     .files = {{.name = "a", .data = "x", .descriptor = 12}},
     .pokes = {LOCAL(0, 40, 1, 2)}},
};

#endif
