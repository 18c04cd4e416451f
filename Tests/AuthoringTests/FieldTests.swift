import Catalog
import Documents
import FileTrees
import FoundationEssentials
import TestSupport
import Testing

@testable import Authoring

/// Our own schemas.
let ownSchemas: SchemaFields? = {
  let reader = CatalogReader(FolderTree(SharedData.packageRoot.appending(path: "catalog").path))
  do { return try SchemaFields(reader) } catch { return nil }
}()

@Suite struct SchemaFieldsTests {
  func shape(_ address: String, _ type: ModelType = .llm) throws -> FieldShape? {
    let fields = try #require(ownSchemas)
    return fields.record(type, try FieldAddress(address).steps)
  }

  @Test("a field's kinds, choices and purpose come from the schema, through its references")
  func shapes() throws {
    let length = try #require(try shape("context_length"))
    #expect(length.kinds == [.integer])
    #expect(length.purpose?.hasPrefix("How many tokens") ?? false)
    let abilities = try #require(try shape("model_ability"))
    #expect(abilities.kinds == [.list] && abilities.itemKinds == [.text])
    #expect(abilities.itemChoices.contains(.string("tools")))
    let size = try #require(try shape("model_specs[0].model_size_in_billions"))
    #expect(size.kinds == [.integer, .text])
    let file = try #require(try shape("model_specs[0].model_src.huggingface.model_file_name_template"))
    #expect(file.kinds == [.text])
    let parts = try #require(try shape("model_specs[0].model_src.huggingface.quantization_parts.Q8_0"))
    #expect(parts.kinds == [.list])
    #expect(try shape("model_specs[0].model_src.huggingface.quantization_part") == nil)
    #expect(try shape("no_such_field") == nil)
    #expect(try shape("is_built_in")?.isDeprecated == true)
  }

  @Test("required keys are found where references and alternatives require them")
  func required() throws {
    let fields = try #require(ownSchemas)
    #expect(fields.record(.llm, [])?.required.contains(["model_specs"]) == true)
    #expect(fields.record(.llm, [])?.required.contains(["version"]) == true)
    #expect(fields.record(.image, [])?.required.contains(["model_src", "model_specs"]) == true)
    #expect(fields.hub([])?.keys.first == "visibility")
    #expect(fields.hub([.key("edition")])?.choices == [.string("community"), .string("enterprise")])
    #expect(fields.hub([.key("links"), .key("anything")])?.kinds == [.text])
  }

  @Test("references in circles end")
  func circles() throws {
    let schema =
      ##"{"$defs": {"hub": {"$ref": "#/$defs/hub", "allOf": [{"$ref": "entry.schema.json#/$defs/hub"}]}}}"##
    let fields = try SchemaFields(CatalogReader(MemoryTree(texts: ["schema/entry.schema.json": schema])))
    #expect(fields.hub([])?.keys == [])
    #expect(fields.hub([.key("x")]) == nil)
    #expect(try SchemaFields(CatalogReader(MemoryTree())).isEmpty)
  }
}

@Suite struct FieldTextTests {
  @Test(
    "texts become values of the field's kind",
    arguments: [
      ("context_length", "32768", "32768"), ("model_lang", "en, zh", "[\"en\",\"zh\"]"),
      ("model_lang", "[en, zh]", "[\"en\",\"zh\"]"),
      ("model_description", "7", "7"), ("featured", "yes", "true"), ("stop_token_ids", "1, 2", "[1,2]"),
      ("model_specs[0].model_size_in_billions", "0_6", "0_6"),
      ("model_specs[0].model_size_in_billions", "7", "7"),
      ("virtualenv.index_strategy", "null", "null"), ("stop", "", "[]"),
      ("virtualenv", "{packages: [a, b]}", #"{"packages":["a","b"]}"#),
    ])
  func values(address: String, text: String, expected: String) throws {
    let shape = ownSchemas?.record(.llm, try FieldAddress(address).steps)
    #expect("\(try FieldText.value(text, shape))" == expected)
  }

  @Test(
    "texts that do not fit are refused in a sentence",
    arguments: [
      ("context_length", "many", "‘many’ is not a whole number."),
      ("context_length", "1.5", "‘1.5’ is not a whole number."),
      ("context_length", "007", "‘007’ is not a whole number."),
      ("featured", "maybe", "‘maybe’ is not true or false."),
      ("model_ability", "chat, tool", "‘tool’ is none of"),
      ("model_ability", "[chat, vison]", "Did you mean ‘vision’?"),
      ("virtualenv", "x", "‘x’ is no mapping"), ("virtualenv", "{x: [}", "cannot be read"),
    ])
  func misfits(address: String, text: String, words: String) throws {
    let shape = ownSchemas?.record(.llm, try FieldAddress(address).steps)
    let misfit = #expect(throws: FieldText.Misfit.self) { _ = try FieldText.value(text, shape) }
    #expect(misfit?.sentence.contains(words) ?? false)
  }

  @Test(
    "without a schema a word is read as YAML reads it",
    arguments: [("7", "7"), ("no", "no"), ("[a]", "[\"a\"]"), ("1_8", "1_8")])
  func plain(text: String, expected: String) throws {
    #expect("\(try FieldText.value(text, nil))" == expected)
  }
}

@Suite struct FieldAddressTests {
  @Test(
    "addresses read and are written the same",
    arguments: [
      "hub.license", "model[1].engine", "model_specs[0].model_src.huggingface.model_id", "hub.tags[moe]",
      "hub.tags[+]",
      "model[engine=MLX].cache_name", "model_specs[model_format=awq,model_size_in_billions=7].model_src",
      "hub.links.\"a.b\"", "x[0][1].y",
    ])
  func roundTrip(text: String) throws {
    #expect(try FieldAddress(text).steps.address == text)
  }

  @Test(
    "what names no field is refused",
    arguments: ["", ".", "a.", ".a", "a..b", "[0]", "a[", "a[]", "a.\"b", "a[0]b"])
  func refused(text: String) {
    #expect(throws: FieldAddress.Fault.self) { _ = try FieldAddress(text) }
  }
}
