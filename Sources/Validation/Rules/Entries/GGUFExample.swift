/// The record that examples about GGUF sources share.
enum GGUFExample {
  /// A record whose only source has these fields.
  static func source(_ fields: String) -> String {
    let lines = fields.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    return """
      model_specs:
      - model_format: ggufv2
        model_size_in_billions: 7
        model_src:
          huggingface:
      \(lines)
      virtualenv:
        packages: ['#llama_cpp_dependencies# ; #engine# == "llama.cpp"']
      """
  }
}
