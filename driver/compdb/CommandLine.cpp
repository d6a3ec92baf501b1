//===- CommandLine.cpp - Compile commands for this clang ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/CommandLine.h"
#include "driver/compdb/ParsedCommand.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/Sanitizers.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Serialization/ModuleCache.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"

using namespace clang::tooling;
namespace options = clang::options;
namespace path = llvm::sys::path;

namespace tether::compdb {

namespace {

bool startsWithAny(llvm::StringRef Text,
                   std::initializer_list<llvm::StringRef> Prefixes) {
  return llvm::any_of(Prefixes, [&](llvm::StringRef Prefix) {
    return Text.starts_with(Prefix);
  });
}

/// GCC's and clang's, about modules to write, to read and to find.
bool isAboutModules(llvm::StringRef Option) {
  return startsWithAny(Option, {"-fmodule", "-fprebuilt-module", "-fcxx-module",
                                "-fimplicit-module", "-fbuiltin-module-map",
                                "-fno-module-lazy", "-fdeps-", "-flang-info-"});
}

/// What has no part in how a source is read, but may make clang fail, write or
/// print.
bool isBesideThePoint(const ParsedOption &O) {
  constexpr options::ID Always[] = {options::OPT_fplugin_EQ,
                                    options::OPT_fplugin_arg,
                                    options::OPT_fpass_plugin_EQ,
                                    options::OPT_Wa_COMMA,
                                    options::OPT_Xassembler,
                                    options::OPT_mtune_EQ,
                                    options::OPT_fprofile_use,
                                    options::OPT_fprofile_use_EQ,
                                    options::OPT_fprofile_instr_use,
                                    options::OPT_fprofile_instr_use_EQ,
                                    options::OPT_fprofile_sample_use_EQ,
                                    options::OPT_fsanitize_ignorelist_EQ,
                                    options::OPT_fsanitize_recover_EQ,
                                    options::OPT_fsanitize_trap_EQ,
                                    options::OPT__serialize_diags,
                                    options::OPT_v,
                                    options::OPT_H,
                                    options::OPT_p,
                                    options::OPT_dumpdir,
                                    options::OPT_msse2avx,
                                    options::OPT_mrecord_mcount,
                                    options::OPT_fpcc_struct_return,
                                    options::OPT_freg_struct_return,
                                    options::OPT_fprofile_filter_files_EQ,
                                    options::OPT_fprofile_exclude_files_EQ,
                                    options::OPT__SLASH_Yc,
                                    options::OPT__SLASH_Yu,
                                    options::OPT__SLASH_Fp};
  if (llvm::any_of(Always, [&](options::ID ID) { return O.is(ID); }))
    return true;
  if (O.is(options::OPT_flto_EQ)) // GCC's has how many jobs to run.
    return O.value() != "full" && O.value() != "thin";
  return O.is(options::OPT_Wp_COMMA) && O.A->getNumValues() &&
         O.value().starts_with("-M");
}

/// Whether this very clang has written the precompiled header.
bool isOfThisClang(FileSystem FS, llvm::StringRef File) {
  clang::FileManager Files(clang::FileSystemOptions(), FS);
  auto Cache = clang::createCrossProcessModuleCache();
  clang::RawPCHContainerReader Reader;
  clang::ASTReaderListener Version; // Compares it.
  return !clang::ASTReader::readASTFileControlBlock(
      File, Files, *Cache, Reader, /*FindModuleFileExtensions=*/false, Version,
      /*ValidateDiagnosticOptions=*/false);
}

/// Goes through the options of one command and keeps what clang can use.
class Sieve {
public:
  Sieve(const Entry &E, FileSystem FS, const CommandLineArguments &Arguments)
      : E(E), FS(FS), Compiler(Arguments.front()), Parsed(Arguments) {
    for (const ParsedOption &O : Parsed.options())
      HasSource |= O.is(options::OPT_INPUT) && isSource(O.value());
  }

  llvm::Expected<CommandLineArguments> run() {
    Kept = {Compiler};
    llvm::ArrayRef<ParsedOption> Rest = Parsed.options();
    while (!Rest.empty()) {
      const ParsedOption &O = Rest.front();
      Rest = Rest.drop_front();
      if (isForFrontend(O, "-include-pch") && !Rest.empty() &&
          isForFrontend(Rest.front())) {
        if (isReadable(Rest.front().value())) {
          keep(O);
          keep(Rest.front());
        } else {
          takePrecompiled(Rest.front().value());
        }
        Rest = Rest.drop_front();
      } else if (llvm::Error Problem = take(O)) {
        return std::move(Problem);
      }
    }
    return std::move(Kept);
  }

  std::map<Omissions::Kind, std::set<std::string>> Omitted;

private:
  llvm::Error take(const ParsedOption &O) {
    if (O.is(options::OPT_INPUT))
      return takeInput(O);
    if (isAboutModules(O.Words.front()))
      omit(Omissions::Modules, O.text());
    else if (O.is(options::OPT_UNKNOWN) ||
             O.A->getOption().hasFlag(options::Unsupported))
      omit(Omissions::Unknown, O.text());
    else if (O.is(options::OPT_include))
      takeInclude(O);
    else if (O.is(options::OPT_include_pch) && !isReadable(O.value()))
      takePrecompiled(O.value());
    else if (O.is(options::OPT_fsanitize_EQ))
      takeSanitizers(O);
    else if (!isBesideThePoint(O))
      keep(O);
    return llvm::Error::success();
  }

  /// Other sources of the command have entries of their own; other inputs are
  /// libraries, or values of options that clang does not know.
  llvm::Error takeInput(const ParsedOption &O) {
    llvm::StringRef Name = O.value();
    if (!Name.starts_with("@")) {
      if (!HasSource || isSource(Name))
        keep(O);
      return llvm::Error::success();
    }
    if (Name.ends_with(".modmap")) { // CMake's, written by the build.
      omit(Omissions::Modules, Name);
      return llvm::Error::success();
    }
    return llvm::createStringError(
        "its compile command reads the response file '" + Name.drop_front() +
        "', which is not in '" + E.Directory + "'; build the project once");
  }

  /// clang would read a precompiled header that lies beside the header, though
  /// another compiler may have written it; its frontend does not look.
  void takeInclude(const ParsedOption &O) {
    llvm::StringRef Header = O.value();
    auto IsForeign = [&](const llvm::Twine &File) {
      return exists(File) && !isReadable(File);
    };
    if (isPrecompiled(Header) && !isReadable(Header))
      takePrecompiled(Header);
    else if (IsForeign(Header + ".pch") || IsForeign(Header + ".gch"))
      include(Header);
    else
      keep(O);
  }

  /// `File` is named after what it was made of.
  void takePrecompiled(llvm::StringRef File) {
    llvm::StringRef Header = isPrecompiled(File) ? File.drop_back(4) : File;
    if (isIncluded(Header))
      return;
    if (Header != File && exists(Header))
      include(Header);
    else
      omit(Omissions::MissingHeader, File);
  }

  /// By the command itself.
  bool isIncluded(llvm::StringRef Header) const {
    bool IsNext = false; // After -Xclang -include
    for (const ParsedOption &O : Parsed.options()) {
      if ((O.is(options::OPT_include) && O.value() == Header) ||
          (IsNext && isForFrontend(O, Header)))
        return true;
      IsNext = isForFrontend(O, "-include");
    }
    return false;
  }

  void include(llvm::StringRef Header) {
    llvm::append_range(
        Kept, std::initializer_list<std::string>{"-Xclang", "-include",
                                                 "-Xclang", Header.str()});
  }

  /// GCC has sanitizers of its own.
  void takeSanitizers(const ParsedOption &O) {
    std::vector<std::string> Known;
    for (llvm::StringRef Name : O.A->getValues()) {
      if (clang::parseSanitizerValue(Name, /*AllowGroups=*/true))
        Known.push_back(Name.str());
      else
        omit(Omissions::Unknown, "-fsanitize=" + Name);
    }
    if (!Known.empty())
      Kept.push_back("-fsanitize=" + llvm::join(Known, ","));
  }

  void keep(const ParsedOption &O) { llvm::append_range(Kept, O.Words); }

  void omit(Omissions::Kind K, const llvm::Twine &Option) {
    Omitted[K].insert(Option.str());
  }

  static bool isPrecompiled(llvm::StringRef File) {
    return File.ends_with(".pch") || File.ends_with(".gch");
  }

  static bool isForFrontend(const ParsedOption &O, llvm::StringRef Value = "") {
    return O.is(options::OPT_Xclang) && (Value.empty() || O.value() == Value);
  }

  bool isSource(llvm::StringRef Name) const {
    return canonical(*FS, E.Directory, Name) == E.File;
  }

  bool exists(const llvm::Twine &Name) const {
    return FS->exists(absolute(Name));
  }

  bool isReadable(const llvm::Twine &Name) const {
    return isOfThisClang(FS, absolute(Name));
  }

  llvm::SmallString<256> absolute(const llvm::Twine &Name) const {
    llvm::SmallString<256> Path;
    Name.toVector(Path);
    path::make_absolute(E.Directory, Path);
    return Path;
  }

  const Entry &E;
  FileSystem FS;
  const std::string &Compiler;
  ParsedCommand Parsed;
  bool HasSource = false;
  CommandLineArguments Kept;
};

} // namespace

void Omissions::add(const std::map<Kind, std::set<std::string>> &Options) {
  for (const auto &[K, Names] : Options) {
    ++Omitted[K].Commands;
    Omitted[K].Options.insert(Names.begin(), Names.end());
  }
}

std::vector<std::string> Omissions::notes() const {
  std::vector<std::string> Result;
  for (const auto &[K, Of] : Omitted) {
    const bool One = Of.Commands == 1;
    llvm::StringRef What;
    switch (K) {
    case Unknown:
      What = "options that clang does not know";
      break;
    case Modules:
      What = "options for compiled modules, which are not supported";
      break;
    case MissingHeader:
      What = "precompiled headers whose source is not there";
      break;
    }
    Result.push_back((llvm::Twine(Of.Commands) +
                      (One ? " command has " : " commands have ") + What +
                      ", dropped: " + llvm::join(Of.Options, ", "))
                         .str());
  }
  return Result;
}

llvm::Error expand(Entry &E, FileSystem FS) {
  if (llvm::none_of(E.Arguments, [](llvm::StringRef Argument) {
        return Argument.starts_with("@");
      }))
    return llvm::Error::success();

  llvm::SmallVector<const char *, 64> Argv;
  for (const std::string &Argument : E.Arguments)
    Argv.push_back(Argument.c_str());
  llvm::BumpPtrAllocator Memory;
  llvm::cl::ExpansionContext Context(Memory,
                                     isForCL(E.Arguments)
                                         ? llvm::cl::TokenizeWindowsCommandLine
                                         : llvm::cl::TokenizeGNUCommandLine,
                                     FS.get());
  if (llvm::Error Problem =
          Context.setCurrentDir(E.Directory).expandResponseFiles(Argv))
    return llvm::createStringError("its compile command cannot be read: " +
                                   llvm::toString(std::move(Problem)));
  E.Arguments = std::vector<std::string>(Argv.begin(), Argv.end());
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::string>> forClang(const Entry &E, FileSystem FS,
                                                  const Changes &C,
                                                  llvm::StringRef ResourceDir,
                                                  Omissions &Omitted) {
  CommandLineArguments Result;
  for (const std::string &Argument : E.Arguments)
    if (!llvm::is_contained(C.Removed, Argument))
      Result.push_back(Argument);
  addTargetAndModeForProgramName(Result, Result.front());

  using Where = ArgumentInsertPosition;
  auto Adjust = [&](llvm::ArrayRef<ArgumentsAdjuster> Steps) {
    for (const ArgumentsAdjuster &Step : Steps)
      Result = Step(Result, E.File);
  };
  Adjust({getInsertArgumentAdjuster(C.Before, Where::BEGIN),
          getInsertArgumentAdjuster(C.After, Where::END),
          getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
          getClangSyntaxOnlyAdjuster(), getStripPluginsAdjuster()});
  Sieve S(E, FS, Result);
  auto Kept = S.run();
  if (!Kept)
    return Kept.takeError();
  Result = std::move(*Kept);
  Omitted.add(S.Omitted);
  // -w also keeps -Werror from making a warning a reason to stop; without
  // carets clang prints no count of its own.
  Adjust({getInsertArgumentAdjuster(
      CommandLineArguments{"-w", "-Qunused-arguments", "-fno-caret-diagnostics",
                           "-resource-dir=" + ResourceDir.str()},
      Where::END)});
  return Result;
}

} // namespace tether::compdb
