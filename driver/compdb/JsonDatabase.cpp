//===- JsonDatabase.cpp - What is written in a database -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/JsonDatabase.h"
#include "driver/compdb/ShellCommand.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <optional>

namespace yaml = llvm::yaml;

namespace tether::compdb {

namespace {

/// clang's own reader splits commands at spaces only, and takes an element for
/// a command line if there is but one. Nothing here recurses, so that a
/// nested text cannot exhaust the stack.
class Reader {
public:
  Reader(llvm::StringRef Path, llvm::StringRef Text)
      : Path(Path), Stream(Text, Sources) {
    Sources.setDiagHandler(
        [](const llvm::SMDiagnostic &D, void *Self) {
          static_cast<Reader *>(Self)->keep(D);
        },
        this);
  }

  llvm::Expected<std::vector<JsonEntry>> read() {
    std::vector<JsonEntry> Entries;
    yaml::document_iterator Document = Stream.begin();
    yaml::Node *Root = Document == Stream.end() ? nullptr : Document->getRoot();
    if (auto *List = llvm::dyn_cast_or_null<yaml::SequenceNode>(Root)) {
      for (yaml::Node &Element : *List) {
        auto E = entry(Element);
        if (!E)
          break;
        Entries.push_back(std::move(*E));
      }
    } else {
      wrong(Root, "this is not a list of compile commands");
    }
    if (FirstError.empty() && Stream.failed())
      FirstError = ": this is not JSON";
    if (!FirstError.empty())
      return llvm::createStringError(Path + FirstError);
    return Entries;
  }

private:
  void keep(const llvm::SMDiagnostic &D) {
    if (FirstError.empty())
      FirstError = (":" + llvm::Twine(D.getLineNo()) + ":" +
                    llvm::Twine(D.getColumnNo() + 1) + ": " + D.getMessage())
                       .str();
  }

  std::nullopt_t wrong(yaml::Node *Where, const llvm::Twine &Message) {
    // What the scanner says comes first and explains more.
    if (!FirstError.empty() || Stream.failed())
      return std::nullopt;
    if (Where)
      Stream.printError(Where, Message);
    else
      FirstError = (": " + Message).str();
    return std::nullopt;
  }

  std::optional<JsonEntry> entry(yaml::Node &Element) {
    auto *Object = llvm::dyn_cast<yaml::MappingNode>(&Element);
    if (!Object)
      return wrong(&Element, "a compile command has to be an object");
    std::optional<std::string> Directory, File, Command;
    std::optional<std::vector<std::string>> Arguments;
    for (yaml::KeyValueNode &Pair : *Object) {
      auto Key = string(Pair.getKey(), "a key");
      if (!Key)
        return std::nullopt;
      if (*Key == "arguments") {
        if (!(Arguments = strings(Pair.getValue())))
          return std::nullopt;
        continue;
      }
      std::optional<std::string> *Known = *Key == "directory" ? &Directory
                                          : *Key == "file"    ? &File
                                          : *Key == "command" ? &Command
                                                              : nullptr;
      if (!Known && !isNested(Pair.getValue()))
        continue;
      auto Value = string(Pair.getValue(), "\"" + *Key + "\"");
      if (!Value)
        return std::nullopt;
      *Known = std::move(Value);
    }
    if (!Directory || Directory->empty())
      return wrong(Object, "this compile command has no \"directory\"");
    if (!File || File->empty())
      return wrong(Object, "this compile command has no \"file\"");
    if (!Arguments && Command)
      Arguments = splitCommand(*Command);
    if (!Arguments || Arguments->empty())
      return wrong(Object,
                   "this compile command has no \"command\" or \"arguments\"");
    return JsonEntry{std::move(*Directory), std::move(*File),
                     std::move(*Arguments)};
  }

  static bool isNested(const yaml::Node *Node) {
    return llvm::isa_and_nonnull<yaml::SequenceNode, yaml::MappingNode>(Node);
  }

  std::optional<std::string> string(yaml::Node *Node, const llvm::Twine &What) {
    auto *Scalar = llvm::dyn_cast_or_null<yaml::ScalarNode>(Node);
    if (!Scalar || !Scalar->getRawValue().starts_with("\""))
      return wrong(Node, What + " has to be a string");
    llvm::SmallString<256> Storage;
    return Scalar->getValue(Storage).str();
  }

  std::optional<std::vector<std::string>> strings(yaml::Node *Node) {
    auto *List = llvm::dyn_cast_or_null<yaml::SequenceNode>(Node);
    if (!List)
      return wrong(Node, "\"arguments\" has to be a list of strings");
    std::vector<std::string> Result;
    for (yaml::Node &Element : *List) {
      auto Word = string(&Element, "each of \"arguments\"");
      if (!Word)
        return std::nullopt;
      Result.push_back(std::move(*Word));
    }
    return Result;
  }

  llvm::StringRef Path;
  llvm::SourceMgr Sources;
  yaml::Stream Stream;
  std::string FirstError;
};

} // namespace

llvm::Expected<std::vector<JsonEntry>> readJson(llvm::StringRef Path,
                                                llvm::StringRef Text) {
  return Reader(Path, Text).read();
}

} // namespace tether::compdb
