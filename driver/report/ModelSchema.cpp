//===- ModelSchema.cpp - The grammar of model files as a JSON Schema ------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made of the tables that the loader reads by: keys, words and positions are
// spelled in Fields.h and Words.cpp only. What a schema cannot say (names that
// begin with the namespace, entries that are described twice) the loader and
// `tether model check` say.
//
//===----------------------------------------------------------------------===//

#include "checks/model/Fields.h"
#include "checks/model/Words.h"
#include "driver/report/JsonText.h"
#include "driver/report/ModelReport.h"
#include "llvm/ADT/STLExtras.h"

using namespace tether::model;
using llvm::StringRef;
namespace tether {

namespace {

Json reference(const char *Definition) {
  return {{"$ref", std::string("#/$defs/") + Definition}};
}

Json listOf(Json Items) {
  return {{"type", "array"}, {"items", std::move(Items)}};
}

template <typename E> Json enumeration() {
  Json Result = Json::array();
  for (const Word<E> &W : words<E>())
    Result.push_back(W.Text.str());
  return Result;
}

Json schemaOf(Shape S) {
  switch (S) {
  case Shape::Text:
    return {{"type", "string"}, {"minLength", 1}};
  case Shape::Name:
    return reference("name");
  case Shape::NameOrNames: {
    Json List = listOf(reference("name"));
    List["minItems"] = 1;
    return {{"anyOf", {reference("name"), std::move(List)}}};
  }
  case Shape::Names:
    return listOf(reference("name"));
  case Shape::Parameters:
    return listOf({{"anyOf", {{{"const", "*"}}, reference("name")}}});
  case Shape::Members:
    return listOf(reference("member"));
  case Shape::Capacity: {
    Json Index = {{"type", "string"}, {"pattern", "^(ctor|template):\\d+$"}};
    return {{"anyOf", {{{"enum", enumeration<Capacity>()}}, std::move(Index)}}};
  }
  case Shape::Constructors:
    return listOf(reference("operationOrRole"));
  case Shape::Operations:
    return {{"type", "object"},
            {"propertyNames", reference("member")},
            {"additionalProperties",
             {{"anyOf",
               {reference("operationOrRole"),
                listOf(reference("operationOrRole"))}}}}};
  case Shape::Types:
    return listOf(reference("type"));
  case Shape::Functions:
    return listOf(reference("function"));
  case Shape::Handlers:
    return listOf(reference("handler"));
  case Shape::Phrases:
    return listOf(reference("phrase"));
  case Shape::Conventions:
    return listOf(reference("convention"));
  }
  llvm_unreachable("unknown shape");
}

/// Describes the maps that one of the visit functions lists the keys of.
class Fields {
public:
  explicit Fields(const char *Title)
      : Object({{"title", Title},
                {"type", "object"},
                {"required", Json::array()},
                {"additionalProperties", false},
                {"properties", Json::object()}}) {}

  template <typename Struct, typename E>
  void word(StringRef Key, E Struct::*, StringRef Description,
            Need Needed = Need::Optional) {
    add(Key, Description, Needed, {{"enum", enumeration<E>()}});
  }
  template <typename Member>
  void flag(StringRef Key, Member, StringRef Description) {
    add(Key, Description, Need::Optional, {{"type", "boolean"}});
  }
  template <typename Member>
  void position(StringRef Key, Member, Positions Words, StringRef Description) {
    Json Index = {{"type", "integer"}, {"minimum", 0}, {"maximum", MaxIndex}};
    if (Words.size() == 0)
      return add(Key, Description, Need::Optional, std::move(Index));
    Json Allowed = Json::array();
    for (Position P : Words)
      Allowed.push_back(model::word(P).str());
    add(Key, Description, Need::Optional,
        {{"anyOf", {std::move(Index), {{"enum", std::move(Allowed)}}}}});
  }
  template <typename Member>
  void name(StringRef Key, Member, StringRef Description) {
    add(Key, Description, Need::Optional, reference("name"));
  }
  void part(StringRef Key, Shape S, StringRef Description,
            Need Needed = Need::Optional) {
    add(Key, Description, Needed, schemaOf(S));
  }

  Json Object;

private:
  void add(StringRef Key, StringRef Description, Need Needed, Json Value) {
    Json &Out = Object["properties"][Key.str()];
    Out["description"] = Description.str();
    Out.update(Value);
    if (Needed == Need::Required)
      Object["required"].push_back(Key.str());
  }
};

/// "If the role is one of these, the callable is named."
Json callableRule() {
  Json Roles = Json::array();
  for (Role R : RolesWithCallable)
    Roles.push_back(word(R).str());
  return {{"if", {{"properties", {{"role", {{"enum", std::move(Roles)}}}}}}},
          {"then", {{"required", {"callable"}}}}};
}

Json operation(bool IsFunction) {
  Fields Keys(IsFunction ? "A function" : "An operation");
  if (IsFunction)
    visitFunction(Keys);
  else
    visitOperation(Keys);
  Keys.Object.update(callableRule());
  return std::move(Keys.Object);
}

/// The word alone is short for a map with the role.
Json operationOrRole() {
  Json Roles = Json::array();
  for (const Word<Role> &W : words<Role>())
    if (!llvm::is_contained(RolesWithCallable, W.Value))
      Roles.push_back(W.Text.str());
  return {{"anyOf", {{{"enum", std::move(Roles)}}, reference("operation")}}};
}

Json handler() {
  Fields Keys("A handler");
  visitHandler(Keys);
  Json None = {
      {"anyOf",
       {{{"required", {"override_in"}}}, {{"required", {"parameters"}}}}}};
  Keys.Object["oneOf"] = {
      {{"required", {"override"}}, {"not", std::move(None)}},
      {{"required", {"parameters"}}, {"not", {{"required", {"override"}}}}}};
  return std::move(Keys.Object);
}

/// What the role asks for.
Json convention() {
  Fields Keys("A convention");
  visitConvention(Keys);
  auto Rule = [](Role R, Json Then) {
    return Json{{"properties", {{"role", {{"const", word(R).str()}}}}},
                {"anyOf", std::move(Then)}};
  };
  Keys.Object["oneOf"] = {
      Rule(Role::Spawn, {{{"required", {"words"}}}}),
      Rule(Role::RunLoop, {{{"required", {"words"}}}}),
      Rule(Role::SetCapacity, {{{"required", {"words"}}}}),
      Rule(Role::RegisterHandler, {{{"required", {"takes", "words"}}},
                                   {{"required", {"takes", "fills"}}}})};
  return std::move(Keys.Object);
}

} // namespace

void printModelSchema(llvm::raw_ostream &OS) {
  Fields Type("A type");
  visitType(Type);
  Fields Library("A model");
  visitLibrary(Library);

  Json Schema = {
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"description",
       "What the names of a C++ library mean to Tether. One file describes "
       "one library."}};
  Schema.update(Library.Object);
  Schema["title"] = "Tether model";
  const std::string Identifier = "[A-Za-z_][A-Za-z0-9_]*";
  const std::string Simple =
      "(" + Identifier + "|operator[()\\[\\]<>=+*/%^&|~!,-]+)$";
  Schema["$defs"] = {
      {"name",
       {{"description", "A qualified name without template arguments."},
        {"type", "string"},
        {"pattern", "^(" + Identifier + "::)*" + Simple}}},
      {"member",
       {{"description", "The simple name of a member."},
        {"type", "string"},
        {"pattern", "^" + Simple}}},
      {"type", std::move(Type.Object)},
      {"operation", operation(/*IsFunction=*/false)},
      {"operationOrRole", operationOrRole()},
      {"function", operation(/*IsFunction=*/true)},
      {"handler", handler()},
      {"phrase",
       {{"description", "A word in lower case, or several in a row."},
        {"type", "string"},
        {"pattern", "^[a-z0-9]+( [a-z0-9]+)*$"}}},
      {"convention", convention()},
  };
  printJson(Schema, OS);
}

} // namespace tether
