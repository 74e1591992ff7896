#pragma once

namespace cpsaudit {

class DocumentBuilder;

// One parser a syntax, each in the file of its name. They never throw; what they cannot read becomes a problem.

void parse_yaml(DocumentBuilder& builder);
void parse_json(DocumentBuilder& builder);
void parse_xml(DocumentBuilder& builder);
void parse_toml(DocumentBuilder& builder);
void parse_ini(DocumentBuilder& builder);
void parse_key_value(DocumentBuilder& builder);
void parse_directives(DocumentBuilder& builder);
void parse_blocks(DocumentBuilder& builder);
void parse_braces(DocumentBuilder& builder);
void parse_uci(DocumentBuilder& builder);
void parse_kconfig(DocumentBuilder& builder);
void parse_passwd(DocumentBuilder& builder);
void parse_shadow(DocumentBuilder& builder);
void parse_inittab(DocumentBuilder& builder);
void parse_crontab(DocumentBuilder& builder);
void parse_bitbake(DocumentBuilder& builder);
void parse_makefile(DocumentBuilder& builder);
void parse_shell(DocumentBuilder& builder);
void parse_dockerfile(DocumentBuilder& builder);
void parse_pem(DocumentBuilder& builder);
void parse_page(DocumentBuilder& builder);
void parse_plain_text(DocumentBuilder& builder);

}  // namespace cpsaudit
