# Takes the files of an example out of a Markdown page: awk -v folder=FOLDER -f files.awk PAGE
# A fence belongs to the file whose name, `NAME`:, ends the line above it, and goes to FOLDER/NAME; what stands between ```sh and
# ``` is the commands, and goes to FOLDER/commands. Where two fences have one name, or commands come twice, the later ones go to
# NAME.2, NAME.3 …
function open_file(name)
{
	uses[name]++
	file = folder "/" name (uses[name] > 1 ? "." uses[name] : "")
	parent = file
	sub("/[^/]*$", "", parent)
	system("mkdir -p '" parent "'")
	printf "" >file
}
/^```/ {
	if (file != "") {
		close(file)
		file = ""
	} else if ($0 == "```sh")
		open_file("commands")
	else if (name != "")
		open_file(name)
	else
		file = "/dev/null"
	name = ""
	next
}
file != "" {
	print >file
	next
}
{
	name = ""
	if (match($0, "`[^`]+`:$"))
		name = substr($0, RSTART + 1, RLENGTH - 3)
}
