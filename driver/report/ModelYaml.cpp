//===- ModelYaml.cpp - Models as model files ------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only the emitter of yaml-cpp is included, which throws nothing.
//
//===----------------------------------------------------------------------===//

#include "driver/report/ModelReport.h"
#include "driver/report/ModelTree.h"
#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

using namespace tether::model;
using llvm::StringRef;

namespace tether {

namespace {

/// How people write models: the entries in blocks, what they say on one line.
enum class Style { Block, Line };

class Writer {
public:
  std::string write(const ModelTree &Tree, Style S) {
    value(Tree, S);
    return std::string(Out.c_str(), Out.size()) + "\n";
  }

private:
  void value(const ModelTree &Tree, Style S) {
    if (Tree.is_object())
      return map(Tree, S);
    if (Tree.is_array()) {
      // Entries that are short as a whole stand in a list of lines.
      Out << (S == Style::Block ? YAML::Block : YAML::Flow) << YAML::BeginSeq;
      for (const ModelTree &Item : Tree)
        value(Item, Item.contains("kind") ? Style::Block : Style::Line);
      Out << YAML::EndSeq;
      return;
    }
    if (Tree.is_boolean())
      Out << Tree.get<bool>();
    else if (Tree.is_number())
      Out << Tree.get<int>();
    else
      Out << Tree.get<std::string>();
  }

  void map(const ModelTree &Tree, Style S) {
    Out << (S == Style::Block ? YAML::Block : YAML::Flow) << YAML::BeginMap;
    for (const auto &[Key, Value] : Tree.items()) {
      Out << YAML::Key << Key << YAML::Value;
      if (Key == "ops")
        operations(Value);
      else
        value(Value, isEntryList(Key) ? Style::Block : Style::Line);
    }
    Out << YAML::EndMap;
  }

  void operations(const ModelTree &Members) {
    Out << YAML::Block << YAML::BeginMap;
    for (const auto &[Name, List] : Members.items()) {
      Out << YAML::Key << Name << YAML::Value;
      const ModelTree &First = List.front();
      if (List.size() > 1)
        value(List, Style::Line);
      else if (First.size() > 1)
        value(First, Style::Line);
      else // A word alone is short for its role.
        value(First["role"], Style::Line);
    }
    Out << YAML::EndMap;
  }

  static bool isEntryList(StringRef Key) {
    return Key == "types" || Key == "functions" || Key == "handlers" ||
           Key == "constructors" || Key == "conventions";
  }

  YAML::Emitter Out;
};

std::string indented(StringRef Text, StringRef Indent) {
  std::string Result;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Result += Indent.str() + Line.str() + "\n";
    Text = Rest;
  }
  return Result;
}

} // namespace

std::string libraryYaml(const Library &L) {
  return Writer().write(tree(L), Style::Block);
}

std::string entryYaml(const Type &T, StringRef Indent) {
  return indented(Writer().write(tree(T), Style::Block), Indent);
}

std::string entryYaml(const Operation &Op, StringRef Indent) {
  return indented(Writer().write(tree(Op, false), Style::Line), Indent);
}

std::string entryYaml(const Handler &H, StringRef Indent) {
  return indented(Writer().write(tree(H), Style::Line), Indent);
}

} // namespace tether
