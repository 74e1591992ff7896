#pragma once

namespace cpsaudit {

/// The whole program. Returns its exit code (docs/command-line.md): 0 clean, 1 findings, 2 bad usage, 3 with
/// --strict an input that could not be analysed, 4 a defect of ours. No exception leaves it.
int run_program(int argc, char** argv);

}  // namespace cpsaudit
