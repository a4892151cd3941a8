kind-no-parent = 没有类别“{ $parent }”，上级类别要写已有类别的编号。
kind-name-taken = 名称“{ $name }”已是类别 { $kind } 的名称。
kind-twice = 同一个类别编号写了两次。
kind-not-added = 没有自行添加过类别“{ $kind }”；随程序提供的类别不能删除，可用同一编号添加自己的写法来替换。
