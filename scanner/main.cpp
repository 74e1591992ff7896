#include "cli/program.h"

int main(int argc, char** argv) {
  return cpsaudit::run_program(argc, argv);
}
