#ifndef SOUK_CLIBXML2_H
#define SOUK_CLIBXML2_H
// Debian's libxml2 is built with ICU, and its headers would bring ICU's into the build, which Foundation has a copy of
// already. Souk only passes pointers to the one structure that differs, so it does without.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

// The options that make the parser forgiving, silent and unable to fetch anything.
static inline int souk_html_options(void) {
  return HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD |
         HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC;
}

// xmlFree is a global variable, which Swift won't read.
static inline void souk_xml_free(void *memory) { xmlFree(memory); }
#endif
