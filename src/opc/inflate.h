/*
 * The data of one entry of an archive that has passed the gate.
 *
 * Source  PKWARE APPNOTE 6.3, 4.4; RFC 1951.
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_OPC_INFLATE_H
#define ITK_OPC_INFLATE_H

#include <libdeflate.h>

#include "opc/gate.h"

/* The entry->size bytes: those in the archive when they are stored, else
 * inflated into `room`. Neither more nor fewer than the directory states may
 * come out, nothing may be left over of the stream, and the CRC must be right;
 * else NULL with `err` set. */
const void *itk_zip_inflate(struct libdeflate_decompressor *inflater,
                            const struct itk_blob *archive,
                            const struct itk_zip_entry *entry, void *room,
                            struct itk_error *err) ITK_MUST_USE;

#endif
